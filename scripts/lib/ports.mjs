import net from 'node:net'
import { Problem } from './problem.mjs'

/** Every address a browser or another server may mean by "this machine". */
const ADDRESSES = ['127.0.0.1', '::1', '0.0.0.0', '::']
const LAST_PORT = 65_535

/** @param {number} port @param {string} host @returns {Promise<{ port: number } | { code: string }>} */
function tryListen(port, host) {
  return new Promise((resolve) => {
    // Whoever tries to connect meanwhile is turned away at once, and may try again.
    const server = net.createServer((socket) => socket.destroy())
    server.once('error', (error) => resolve({ code: /** @type {NodeJS.ErrnoException} */ (error).code ?? 'UNKNOWN' }))
    server.listen({ port, host, exclusive: true, ipv6Only: host === '::' }, () => {
      const address = server.address()
      server.close(() => resolve({ port: typeof address === 'object' && address ? address.port : port }))
    })
  })
}

/** @param {number} port @returns {Promise<'free' | 'busy' | 'forbidden'>} */
export async function portState(port) {
  for (const host of ADDRESSES) {
    const result = await tryListen(port, host)
    if (!('code' in result)) continue
    if (result.code === 'EADDRINUSE') return 'busy'
    if (result.code === 'EACCES') return 'forbidden'
    // EADDRNOTAVAIL and its like: this machine has no such address, so nobody else holds it.
  }
  return 'free'
}

/** A port for a service of our own on the loopback address. @param {number} [preferred] */
export async function findFreePort(preferred) {
  for (const candidate of preferred ? [preferred, 0] : [0]) {
    const result = await tryListen(candidate, '127.0.0.1')
    if ('port' in result) return result.port
  }
  throw new Problem('No port could be opened on 127.0.0.1: check that the loopback interface is up.')
}

/**
 * The port of the app: the one that was asked for and nothing else, or the first free one from the default on.
 * @param {string | undefined} asked the value of PORT
 * @param {{ first?: number }} [options]
 * @returns {Promise<{ port: number, moved: boolean }>}
 */
export async function choosePort(asked, { first = 3000 } = {}) {
  if (asked !== undefined && asked !== '') return { port: await requirePort(asked), moved: false }
  for (let port = first; port < Math.min(first + 200, LAST_PORT); port += 1) {
    if ((await portState(port)) === 'free') return { port, moved: port !== first }
  }
  throw new Problem(`All ports from ${first} to ${first + 199} are busy: set PORT to a free one.`)
}

/** @param {string} asked */
async function requirePort(asked) {
  const port = Number(asked)
  if (!/^\d+$/.test(asked) || port < 1 || port > LAST_PORT) {
    throw new Problem(`PORT is "${asked}" and has to be a number from 1 to ${LAST_PORT}.`)
  }
  const state = await portState(port)
  if (state === 'busy') throw new Problem(`Port ${port} is in use: end what listens there, or set PORT to another one.`)
  if (state === 'forbidden') throw new Problem(`This user may not listen on port ${port}: set PORT to one above 1023.`)
  return port
}

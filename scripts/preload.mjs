// Loaded before Next by `npm run dev`, `npm start` and the image (`node --import`): decides the client's address from
// the socket or the declared proxy (TRUSTED_PROXY: how many hops, or "vercel") and overwrites whatever the client sent. Gives
// every answer the headers that all carry: Next leaves some of its own, redirects among them, without.
import http from 'node:http'
import https from 'node:https'
import net from 'node:net'
import { headersOfAll } from '../lib/security-headers.mjs'
import { finishPages } from './lib/finished-pages.mjs'

export const ADDRESS_HEADER = 'x-foothold-client-address'
const UNPROXIED = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-real-ip', 'forwarded']
/** Next would take a nonce from them and keep it in a cached page. */
const POLICIES = ['content-security-policy', 'content-security-policy-report-only']
const EVENTS = new Set(['request', 'upgrade', 'checkContinue', 'checkExpectation'])

/** @param {string | undefined} text @returns {string | undefined} the bare address, without port, brackets or mapping */
function toAddress(text) {
  const bare = text
    ?.trim()
    .replace(/^\[(.*)\](?::\d+)?$/, '$1')
    .replace(/^(\d+(?:\.\d+){3}):\d+$/, '$1')
  const mapped = bare?.replace(/^::ffff:(?=\d+\.)/i, '')
  return mapped && net.isIP(mapped) ? mapped.toLowerCase() : undefined
}

/**
 * Undefined when the declared proxy sent nothing usable: its own address would lump all its clients together.
 * @param {{ forwardedFor: string | undefined, socketAddress: string | undefined, trusted: string | undefined }} request
 */
export function clientAddress({ forwardedFor, socketAddress, trusted }) {
  const chain = forwardedFor?.split(',') ?? []
  if (trusted === 'vercel') return toAddress(chain[0])
  const hops = /^\d+$/.test(trusted ?? '') ? Number(trusted) : 0
  if (hops === 0 || chain.length === 0) return toAddress(socketAddress)
  // Each proxy appends whom it spoke to, so only the last entries were written by ours.
  return toAddress(chain[Math.max(0, chain.length - hops)])
}

/** @param {http.IncomingMessage} request @param {string | undefined} trusted */
export function rewriteHeaders(request, trusted) {
  const sent = request.headers['x-forwarded-for']
  const forwardedFor = Array.isArray(sent) ? sent.join(',') : sent
  const address = clientAddress({ forwardedFor, socketAddress: request.socket.remoteAddress, trusted })
  const { headers } = request
  for (const name of POLICIES) delete headers[name]
  if (!trusted || trusted === '0') for (const name of UNPROXIED) delete headers[name]
  for (const name of [ADDRESS_HEADER, 'x-forwarded-for']) {
    if (address) headers[name] = address
    else delete headers[name]
  }
}

/** @type {[string, string][] | undefined} made at the first request: Next reads `.env` files after this file is loaded */
let always
for (const { prototype } of [http.Server, https.Server]) {
  const emit = prototype.emit
  prototype.emit = function (/** @type {string} */ event, /** @type {any[]} */ ...args) {
    if (!EVENTS.has(event)) return emit.call(this, event, ...args)
    const [request, response] = args
    rewriteHeaders(request, process.env.TRUSTED_PROXY?.trim())
    if (event === 'request') {
      always ??= Object.entries(headersOfAll(process.env))
      for (const [name, value] of always) response.setHeader(name, value)
      if (process.env.NODE_ENV === 'production') finishPages(request, response)
    }
    if (event !== 'request' || request.method !== 'TRACE') return emit.call(this, event, ...args)
    response.writeHead(405, { allow: 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS', connection: 'close' }).end()
    return true
  }
}

// Tells the app that the header can be believed; without this file a client could write it.
Object.assign(globalThis, { __footholdPreload: true })

// Started by one of our own commands, and not by the image or a process manager.
if (process.env.FOOTHOLD_TETHERED) await import('./lib/tethered.mjs')

import pg from 'pg'
import { Problem } from '../problem.mjs'

const LOOPBACK = new Set(['localhost', '127.0.0.1', '[::1]', '::1'])
const EXAMPLE = 'postgresql://user:password@localhost:5432/foothold'

/**
 * Where a database is and which variable said so. The value itself is never printed: it holds a password.
 * @typedef {{ url: string, name: string }} Address
 */

/** @param {Address} address */
export function parseAddress({ url, name }) {
  let parsed
  try {
    parsed = new URL(url)
  } catch {
    throw new Problem(
      `${name} is not an address: it has to look like ${EXAMPLE} (encode special characters of the password).`,
    )
  }
  if (!/^postgres(ql)?:$/.test(parsed.protocol) || !parsed.hostname || parsed.pathname.length < 2) {
    throw new Problem(`${name} is not the address of a PostgreSQL database: it has to look like ${EXAMPLE}.`)
  }
  // The driver believes them before the host that stands in the address, and nobody sees where it goes.
  const hidden = ['host', 'hostaddr', 'port'].find((parameter) => parsed.searchParams.has(parameter))
  if (hidden)
    throw new Problem(
      `${name} names its ${hidden} in a parameter: write it before the database's name, as in ${EXAMPLE}.`,
    )
  return parsed
}

/** @param {Address} address */
export function isLoopback(address) {
  return LOOPBACK.has(parseAddress(address).hostname)
}

/** @param {Address} address */
export function databaseNameOf(address) {
  return decodeURIComponent(parseAddress(address).pathname.slice(1))
}

/** Host, port and database, for people. @param {Address} address */
export function describeAddress(address) {
  const { hostname, port } = parseAddress(address)
  return `${hostname}:${port || 5432}/${databaseNameOf(address)}`
}

/** The same server, another database. @param {Address} address @param {string} database @returns {Address} */
export function withDatabase(address, database) {
  const parsed = parseAddress(address)
  parsed.pathname = `/${encodeURIComponent(database)}`
  return { url: parsed.href, name: address.name }
}

/** @param {Address} address @param {any} error */
function connectionFailure(address, error) {
  const place = describeAddress(address)
  const { name } = address
  const code = error.code ?? error.errors?.[0]?.code
  if (code === 'ECONNREFUSED') return `Nothing answers at ${place}: start that database, or mend ${name}.`
  if (code === 'ENOTFOUND' || code === 'EAI_AGAIN')
    return `The host of ${name} (${place}) is not known: mend the host name or the network.`
  if (code === 'ETIMEDOUT' || code === 'EHOSTUNREACH' || code === 'ENETUNREACH' || /timeout/i.test(error.message)) {
    return `The database at ${place} does not answer: check the host and port in ${name} and the firewall between.`
  }
  if (code === '28P01' || code === '28000')
    return `The database at ${place} refuses the user or password of ${name}: mend them.`
  if (code === '3D000')
    return `The server of ${name} has no database "${databaseNameOf(address)}": create it, or mend the name.`
  if (code === '53300')
    return `The database at ${place} has no free connection: close some, or raise its max_connections.`
  if (/password must be a string/.test(error.message))
    return `The database at ${place} wants a password: add it to ${name}.`
  return `The database at ${place} cannot be used (${error.message}): check ${name}.`
}

/**
 * A plain connection with no startup parameters, which a pooler would refuse.
 * @param {Address} address
 */
export async function connect(address) {
  parseAddress(address)
  const client = new pg.Client({ connectionString: address.url, connectionTimeoutMillis: 10_000 })
  // A connection that is lost between two queries says so at the next one.
  client.on('error', () => {})
  try {
    await client.connect()
  } catch (error) {
    throw new Problem(connectionFailure(address, error))
  }
  return client
}

/**
 * @template T
 * @param {Address} address
 * @param {(client: pg.Client) => Promise<T>} work
 */
export async function withConnection(address, work) {
  const client = await connect(address)
  try {
    return await work(client)
  } finally {
    await client.end().catch(() => {})
  }
}

// What a request says of itself, made true before the app reads it: the client's address from the socket or the declared
// proxy, and nothing that only Next's own client or our own proxy may say.
import net from 'node:net'

export const ADDRESS_HEADER = 'x-foothold-client-address'
const UNPROXIED = ['x-forwarded-host', 'x-forwarded-proto', 'x-forwarded-port', 'x-real-ip', 'forwarded']
/** Next would take a nonce from them and keep it in a cached page. */
const POLICIES = ['content-security-policy', 'content-security-policy-report-only']
const ROUTER_STATE = 'next-router-state-tree'
const ROUTER_STATE_MAX = 40_000
const PARAMETER = /^(?:c|oc|d|[cd]i\((?:\.|\.\.|\.\.\.|\.\.\)\(\.\.)\))$/
const MARKERS = ['refetch', 'inside-shared-layout', 'metadata-only']

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

const isText = (/** @type {unknown} */ value) => typeof value === 'string'
const areTexts = (/** @type {unknown} */ value) => Array.isArray(value) && value.every(isText)

/** @param {unknown} segment a name, or a parameter: its name, value, kind and siblings */
function isSegment(segment) {
  if (!Array.isArray(segment)) return isText(segment)
  const [name, value, kind, siblings] = segment
  const isParameter = areTexts([name, value, kind]) && PARAMETER.test(kind)
  return segment.length === 4 && isParameter && (siblings === null || areTexts(siblings))
}

/** @param {unknown} tree @returns {boolean} */
function isRouterTree(tree) {
  if (!Array.isArray(tree) || tree.length < 2 || tree.length > 6) return false
  const [segment, children, refresh = null, marker = null, hints = null, more = ''] = tree
  return (
    isSegment(segment) &&
    typeof children === 'object' &&
    children !== null &&
    Object.values(children).every(isRouterTree) &&
    (refresh === null || (areTexts(refresh) && refresh.length === 2)) &&
    (marker === null || MARKERS.includes(marker)) &&
    (hints === null || typeof hints === 'number') &&
    isText(more)
  )
}

/** Next answers 500 to a state that it cannot read; without one it renders the whole page. @param {string} text */
export function isRouterState(text) {
  if (text.length > ROUTER_STATE_MAX) return false
  try {
    return isRouterTree(JSON.parse(decodeURIComponent(text)))
  } catch {
    return false
  }
}

/** @param {import('node:http').IncomingMessage} request @param {string | undefined} trusted */
export function rewriteHeaders(request, trusted) {
  const { headers } = request
  const sent = headers['x-forwarded-for']
  const forwardedFor = Array.isArray(sent) ? sent.join(',') : sent
  const address = clientAddress({ forwardedFor, socketAddress: request.socket.remoteAddress, trusted })
  for (const name of POLICIES) delete headers[name]
  if (!trusted || trusted === '0') for (const name of UNPROXIED) delete headers[name]
  for (const name of [ADDRESS_HEADER, 'x-forwarded-for']) {
    if (address) headers[name] = address
    else delete headers[name]
  }
  const state = headers[ROUTER_STATE]
  if (state !== undefined && !isRouterState(String(state))) delete headers[ROUTER_STATE]
}

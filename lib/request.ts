import 'server-only'
// What a request says of itself, read once and believed only where it can be: address, origin, body.
import { createHash, timingSafeEqual } from 'node:crypto'
import { isIP } from 'node:net'
import { env, ownOrigins } from '@/lib/env'
import { AppError } from '@/lib/errors'

export const BODY_MAX_BYTES = 1024 * 1024
const JSON_MAX_DEPTH = 32

/** scripts/preload.mjs overwrites this header on every request, from the socket or from the declared proxy. */
export const ADDRESS_HEADER = 'x-foothold-client-address'

const preloaded = () => (globalThis as { __footholdPreload?: boolean }).__footholdPreload === true

/** The client's address, or null where nothing that can be trusted names one. */
export function clientAddress(headers: Headers): string | null {
  const { VERCEL, TRUSTED_PROXY } = env()
  const onVercel = TRUSTED_PROXY === 'vercel' || (VERCEL !== undefined && TRUSTED_PROXY === undefined)
  const given = preloaded() ? headers.get(ADDRESS_HEADER) : onVercel ? headers.get('x-real-ip') : null
  const address = given?.trim().replace(/^::ffff:(?=\d+\.)/i, '') ?? ''
  return isIP(address) === 0 ? null : address
}

/** A copy of the headers in which the address is the one that we believe, for code that reads it from there. */
export function withClientAddress(headers: Headers, address: string | null): Headers {
  const copy = new Headers(headers)
  copy.delete(ADDRESS_HEADER)
  if (address !== null) copy.set(ADDRESS_HEADER, address)
  return copy
}

/** The eight groups of an IPv6 address, without zone. */
function ipv6Groups(address: string): string[] {
  const [head = '', tail] = (address.split('%')[0] ?? '').split('::')
  const left = head === '' ? [] : head.split(':')
  const right = tail === undefined || tail === '' ? [] : tail.split(':')
  const zeros = tail === undefined ? 0 : 8 - left.length - right.length
  return [...left, ...Array.from({ length: Math.max(0, zeros) }, () => '0'), ...right].map((group) =>
    Number.parseInt(group, 16).toString(16),
  )
}

/** What a limit counts by: an IPv4 address or an IPv6 /64, which one household holds; one key for all when it is unknown. */
export function addressKey(address: string | null): string {
  if (address === null) return 'address:unknown'
  return isIP(address) === 6 ? `address:${ipv6Groups(address).slice(0, 4).join(':')}::/64` : `address:${address}`
}

/** OWASP CSRF: fetch metadata first, then `Origin`. With neither, only a request without cookies may write. */
export function isSameOrigin(headers: Headers): boolean {
  if (/^Bearer /i.test(headers.get('authorization') ?? '') && !headers.has('cookie')) return true
  const site = headers.get('sec-fetch-site')
  if (site !== null) return site === 'same-origin'
  const origin = headers.get('origin')
  if (origin === null) return !headers.has('cookie')
  if (ownOrigins().includes(origin)) return true
  return env().NODE_ENV === 'development' && URL.canParse(origin) && new URL(origin).host === headers.get('host')
}

/** The connection ends with the answer: the rest of the body would be read only to be dropped. */
const tooLarge = () =>
  new AppError('too-large', `Send at most ${BODY_MAX_BYTES / 1024} KiB.`, { headers: { Connection: 'close' } })

/** Refuses a body by what it says of its length, before anything else is asked. Throws 413. */
export function assertBodySize(headers: Headers): void {
  if (Number(headers.get('content-length') ?? 0) > BODY_MAX_BYTES) throw tooLarge()
}

async function readBounded(request: Request): Promise<Uint8Array> {
  const chunks: Uint8Array[] = []
  let size = 0
  const reader = request.body?.getReader()
  // Whoever breaks off reads no answer; it is no failure of ours.
  const read = () =>
    reader?.read().catch((error: unknown) => {
      throw new AppError('bad-request', 'The body ended too early.', { cause: error })
    })
  for (let part = await read(); part && !part.done; part = await read()) {
    size += part.value.byteLength
    if (size > BODY_MAX_BYTES) {
      await reader?.cancel()
      throw tooLarge()
    }
    chunks.push(part.value)
  }
  return Buffer.concat(chunks)
}

/** Whether brackets nest deeper than `JSON_MAX_DEPTH`; counted, so that nobody's recursion has to end it. */
function isTooDeep(json: string): boolean {
  let depth = 0
  let inString = false
  for (let index = 0; index < json.length; index += 1) {
    const character = json[index]
    if (inString) {
      if (character === '\\') index += 1
      else if (character === '"') inString = false
    } else if (character === '"') inString = true
    else if (character === '{' || character === '[') {
      depth += 1
      if (depth > JSON_MAX_DEPTH) return true
    } else if (character === '}' || character === ']') depth -= 1
  }
  return false
}

const mediaType = (headers: Headers) => headers.get('content-type')?.split(';')[0]?.trim().toLowerCase()

/** The bytes of an uncompressed body, read to at most `BODY_MAX_BYTES`. Throws 413, 415. */
async function readPlain(request: Request): Promise<Uint8Array> {
  if ((request.headers.get('content-encoding') ?? 'identity').toLowerCase() !== 'identity')
    throw new AppError('unsupported-media-type', 'Send the body without compression.')
  return readBounded(request)
}

/** A body that is no JSON and says that it is one of these. What it is, its content tells. Throws 413, 415. */
export async function readBytes(request: Request, types: readonly string[]): Promise<Uint8Array> {
  if (!types.includes(mediaType(request.headers) ?? ''))
    throw new AppError('unsupported-media-type', `Send the body as ${types.join(', ')}.`)
  return readPlain(request)
}

/** The request's JSON, read to at most `BODY_MAX_BYTES`. Throws 400, 413 or 415. An empty body is `undefined`. */
export async function readJson(request: Request): Promise<unknown> {
  const type = mediaType(request.headers)
  const notJson = () => new AppError('unsupported-media-type', 'Send the body as application/json.')
  if (type !== undefined && type !== 'application/json') throw notJson()
  const bytes = await readPlain(request)
  if (bytes.byteLength === 0) return undefined
  if (type === undefined) throw notJson()
  try {
    const json = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    if (!isTooDeep(json)) return JSON.parse(json) as unknown
  } catch {
    throw new AppError('bad-request', 'The body is not valid JSON.')
  }
  throw new AppError('bad-request', `The body is nested deeper than ${JSON_MAX_DEPTH} levels.`)
}

const digest = (text: string) => createHash('sha256').update(text).digest()

/** Whether the caller is a program that holds this secret; nobody does while it is not set. Compared by digest, in constant time. */
export function holdsSecret(headers: Headers, secret: string | undefined): boolean {
  const given = headers.get('authorization')?.replace(/^Bearer /, '')
  return secret !== undefined && given !== undefined && timingSafeEqual(digest(given), digest(secret))
}

// One request with a deadline. Never throws: a socket that closes without an answer is status 0, silence is status -1.
import http from 'node:http'

export const CLOSED = 0
export const SILENT = -1
export const ORIGIN = 'http://localhost:3000'

export type Answer = { status: number; ms: number; headers: http.IncomingHttpHeaders; text: string }
export type Sending = {
  method?: string
  cookie?: string | undefined
  body?: unknown
  /** Undefined takes a header away. */
  headers?: Record<string, string | undefined>
  /** Sent as it is, where the URL would be tidied. */
  path?: string
  /** What a proxy in front would say of the client; believed with TRUSTED_PROXY=1. */
  address?: string
  deadlineMs?: number
}

/** Sockets are given up well before the server's own five seconds: a request never meets one that is just closing. */
const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity, timeout: 2_000 })

const given = (headers: Record<string, string | undefined>) =>
  Object.fromEntries(Object.entries(headers).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])))

export function send(
  url: string,
  { method = 'GET', path, cookie, body, headers = {}, address, deadlineMs = 10_000 }: Sending = {},
): Promise<Answer> {
  const started = performance.now()
  const payload =
    body === undefined ? undefined : typeof body === 'string' || Buffer.isBuffer(body) ? body : JSON.stringify(body)
  return new Promise((resolve) => {
    const end = (status: number, answered: http.IncomingHttpHeaders = {}, text = '') => {
      clearTimeout(timer)
      resolve({ status, ms: performance.now() - started, headers: answered, text })
    }
    const request = http.request(url, {
      method,
      agent,
      ...(path === undefined ? {} : { path }),
      headers: given({
        origin: ORIGIN,
        cookie,
        'x-forwarded-for': address,
        ...(payload === undefined
          ? {}
          : { 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(payload)) }),
        ...headers,
      }),
    })
    const timer = setTimeout(() => {
      end(SILENT)
      request.destroy()
    }, deadlineMs)
    request.once('error', ({ message }) => end(CLOSED, {}, message))
    request.once('response', (response) => {
      let text = ''
      response.setEncoding('utf8')
      response.on('data', (chunk: string) => (text += chunk))
      response.once('end', () => end(response.statusCode ?? CLOSED, response.headers, text))
      response.once('error', () => end(CLOSED))
    })
    request.end(payload)
  })
}

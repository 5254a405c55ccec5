// A prerendered or revalidated page is one text, the same at every request. Next would hash, encode and compress it each time;
// here its validator, its bytes and its compressed form are made once and kept as long as it is asked for.
import { createHash } from 'node:crypto'
import { createRequire } from 'node:module'
import { gzipSync } from 'node:zlib'
import { LRUCache } from 'lru-cache'

const KEPT_BYTES = 32 * 1024 * 1024
const LONG = 4_096
const require = createRequire(import.meta.url)
/** Next's own, which next.config.ts switches off there: it has to see what this file leaves to it, and nothing else. */
const compress = require('next/dist/compiled/compression')()

/** @typedef {{ tag: string, bytes: Buffer, gzip?: Buffer }} Page */

/** @type {LRUCache<string, Page>} */
const pages = new LRUCache({ maxSize: KEPT_BYTES, sizeCalculation: ({ bytes }) => 2 * bytes.byteLength })

// Next asks for the length of each page before it sends it. A text with one letter outside Latin-1 is counted letter by
// letter, a tenth of a millisecond for a long page at each request: what is known is not counted again.
const countBytes = Buffer.byteLength
/** @param {any} content @param {BufferEncoding} [encoding] */
Buffer.byteLength = (content, encoding) =>
  (typeof content === 'string' && content.length > LONG ? pages.peek(content)?.bytes.byteLength : undefined) ??
  countBytes(content, encoding)

/** @param {string} text */
function pageOf(text) {
  const known = pages.get(text)
  if (known) return known
  const bytes = Buffer.from(text)
  // Weak: one tag for the page, however it is encoded on its way.
  const page = { tag: `W/"${createHash('sha256').update(bytes).digest('base64url').slice(0, 22)}"`, bytes }
  pages.set(text, page)
  return page
}

/** RFC 9110 13.1.2: compared weakly. @param {string | undefined} given @param {string} tag */
const holds = (given, tag) =>
  given !== undefined && (given.trim() === '*' || given.split(',').some((each) => each.trim() === tag))

/** @param {string | string[] | undefined} accepted */
const takesGzip = (accepted) => /\bgzip\b(?!\s*;\s*q=0(?:\.0+)?\s*(?:,|$))/i.test(String(accepted ?? ''))

/**
 * Makes the answer that `page` is of it. @param {import('node:http').IncomingMessage} request
 * @param {import('node:http').ServerResponse} response @param {Page} page @returns {Buffer | undefined} the body, if any
 */
function bodyFor(request, response, page) {
  response.setHeader('ETag', page.tag)
  response.appendHeader('Vary', 'Accept-Encoding')
  if (holds(request.headers['if-none-match'], page.tag)) {
    response.statusCode = 304
    for (const name of ['Content-Length', 'Content-Type']) response.removeHeader(name)
    return undefined
  }
  if (!takesGzip(request.headers['accept-encoding'])) return page.bytes
  page.gzip ??= gzipSync(page.bytes)
  response.setHeader('Content-Encoding', 'gzip')
  response.setHeader('Content-Length', page.gzip.byteLength)
  return page.gzip
}

/** @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response */
export function finishPages(request, response) {
  compress(request, response, () => {})
  const send = response.end
  response.end = function (/** @type {any} */ chunk, /** @type {any[]} */ ...rest) {
    const whole = typeof chunk === 'string' && response.statusCode === 200 && !response.headersSent
    if (!whole || !String(response.getHeader('Content-Type')).startsWith('text/html'))
      return send.call(response, chunk, ...rest)
    return send.call(response, bodyFor(request, response, pageOf(chunk)))
  }
}

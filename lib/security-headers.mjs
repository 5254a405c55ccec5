// The headers that more than one place sends: those that every answer carries, and the content security policy of pages, one
// text in which only what vouches for inline scripts differs, a nonce or hashes. Plain JavaScript, because the cache
// handler, the build step and the preload are loaded without a compiler.
import { createHash } from 'node:crypto'

const INLINE_SCRIPT = /<script\b(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/gi

/**
 * What vouches for the inline scripts of a finished page.
 * @param {string} html
 * @returns {string[]}
 */
export function scriptHashes(html) {
  const hashOf = (/** @type {string} */ script) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
  return [...new Set([...html.matchAll(INLINE_SCRIPT)].map(([, script]) => hashOf(script)))]
}

/**
 * Whether people reach the app over https.
 * @param {{ APP_URL?: string | undefined, VERCEL?: string | undefined }} environment
 */
export const servesHttps = ({ APP_URL, VERCEL }) => (APP_URL ? APP_URL.startsWith('https:') : Boolean(VERCEL))

const HEADERS = {
  'X-Content-Type-Options': 'nosniff',
  'Referrer-Policy': 'strict-origin-when-cross-origin',
  'X-Frame-Options': 'DENY',
  'Cross-Origin-Opener-Policy': 'same-origin',
  'Cross-Origin-Resource-Policy': 'same-origin',
  'Permissions-Policy': 'camera=(), microphone=(), geolocation=(), payment=(), usb=(), browsing-topics=()',
}
const TWO_YEARS = 63_072_000

/**
 * What every answer carries, whatever it is. Over https browsers are told to stay there: subdomains too only when asked,
 * since one may not be ready; preloading cannot be taken back in a hurry, so it is left to you.
 * @param {Record<string, string | undefined>} environment
 * @returns {Record<string, string>}
 */
export function headersOfAll(environment) {
  if (!servesHttps(environment)) return HEADERS
  const subdomains = environment.HSTS_SUBDOMAINS === '1' ? '; includeSubDomains' : ''
  return { ...HEADERS, 'Strict-Transport-Security': `max-age=${TWO_YEARS}${subdomains}` }
}

/** Where the browser sends errors, when it does. @param {string | undefined} sentryDsn */
const errorsGoTo = (sentryDsn) => (sentryDsn && URL.canParse(sentryDsn) ? [new URL(sentryDsn).origin] : [])

/** Asked for where people reach the app over https. */
export const UPGRADE = 'upgrade-insecure-requests'

/**
 * @param {{ scripts: string[], sentryDsn?: string | undefined, https?: boolean, development?: boolean }} page `scripts`
 *   holds the nonce or the hashes. Development compiles with `eval` and speaks to its own server over a WebSocket.
 */
export function contentPolicy({ scripts, sentryDsn, https = false, development = false }) {
  const directives = {
    'default-src': ["'self'"],
    'script-src': ["'self'", ...scripts, ...(development ? ["'unsafe-eval'"] : [])],
    'style-src': ["'self'", "'unsafe-inline'"],
    'img-src': ["'self'", 'data:', 'blob:'],
    'font-src': ["'self'"],
    'connect-src': ["'self'", ...errorsGoTo(sentryDsn), ...(development ? ['ws:'] : [])],
    'object-src': ["'none'"],
    'base-uri': ["'none'"],
    'form-action': ["'self'"],
    'frame-ancestors': ["'none'"],
  }
  const written = Object.entries(directives).map(([name, sources]) => `${name} ${sources.join(' ')}`)
  return [...written, ...(https ? [UPGRADE] : [])].join('; ')
}

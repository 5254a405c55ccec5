import 'server-only'
// Which other origins' pages may call the API: none, unless CORS_ORIGINS names them. Cookies never travel, so such a page
// needs an API key or what is public.
import { env } from '@/lib/env'

const REQUEST_HEADERS = 'Authorization, Content-Type, Idempotency-Key, If-Match, If-None-Match'
const ANSWER_HEADERS =
  'Cache-Status, ETag, Idempotency-Replayed, Location, RateLimit, RateLimit-Policy, Retry-After, X-Request-Id'
const PREFLIGHT_SECONDS = 600

/** The headers of an answer; with origins configured it varies by origin for everyone, or a cache would mix them up. */
export function corsHeaders(request: Headers): Record<string, string> {
  const { CORS_ORIGINS } = env()
  if (CORS_ORIGINS.length === 0) return {}
  const origin = request.get('origin')
  if (origin === null || !CORS_ORIGINS.includes(origin)) return { Vary: 'Origin' }
  return { Vary: 'Origin', 'Access-Control-Allow-Origin': origin, 'Access-Control-Expose-Headers': ANSWER_HEADERS }
}

/** What a preflight is told beside that. */
export function preflightHeaders(request: Headers, allow: string): Record<string, string> {
  if (!request.has('access-control-request-method') || !('Access-Control-Allow-Origin' in corsHeaders(request)))
    return {}
  return {
    'Access-Control-Allow-Methods': allow,
    'Access-Control-Allow-Headers': REQUEST_HEADERS,
    'Access-Control-Max-Age': String(PREFLIGHT_SECONDS),
  }
}

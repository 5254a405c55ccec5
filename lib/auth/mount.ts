import 'server-only'
// `/api/auth/*` is no side door: the same checks as everywhere, and only the methods and paths named here.
import { createHash } from 'node:crypto'
import { auth } from '@/lib/auth/auth'
import { signInSchema } from '@/lib/auth/schema'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'
import { assertWithinLimit, checkRateLimit, refundRateLimit } from '@/lib/rate-limit'
import { readJson } from '@/lib/request'
import { door, type DoorContext } from '@/lib/route'

const SIGN_IN = 'POST /api/auth/sign-in/email'
const ALLOWED = new Set([SIGN_IN, 'POST /api/auth/sign-out'])

const accountKey = (email: string) => `account:${createHash('sha256').update(email).digest('base64url')}`

/** Turns better-auth's own errors into ours: the same words for a wrong address and a wrong password. */
async function forward(request: Request): Promise<Response> {
  const response = await auth().handler(request)
  if (response.ok)
    return new Response(response.body, { status: response.status, headers: new Headers(response.headers) })
  if (response.status === 401) throw new AppError('unauthenticated', 'E-mail and password do not match.')
  if (response.status === 403) throw new AppError('forbidden', 'This account is closed.')
  if (response.status >= 500) throw new Error(`better-auth answered ${response.status}`)
  throw new AppError('bad-request')
}

/** Takes one try of the account's, before the hash, and gives it back when the password was right. */
async function signIn({ request, requestId, address }: DoorContext): Promise<Response> {
  const parsed = signInSchema.safeParse(await readJson(request))
  if (!parsed.success) {
    const fields = parsed.error.issues.map(({ path, message }) => ({ path: path.join('.'), message }))
    throw new AppError('invalid', undefined, { fields })
  }
  const key = accountKey(parsed.data.email)
  assertWithinLimit(await checkRateLimit('password', key))
  const headers = new Headers(request.headers)
  headers.delete('content-length')
  try {
    const response = await forward(
      new Request(request.url, { method: 'POST', headers, body: JSON.stringify(parsed.data) }),
    )
    await refundRateLimit('password', key)
    log.info('authn_login_success', { requestId, account: key, address })
    return new Response(JSON.stringify({ signedIn: true }), { headers: withJson(response.headers) })
  } catch (error) {
    log.warn('authn_login_fail', { requestId, account: key, address })
    throw error
  }
}

function withJson(source: Headers): Headers {
  const headers = new Headers({ 'Content-Type': 'application/json; charset=utf-8' })
  for (const cookie of source.getSetCookie()) headers.append('Set-Cookie', cookie)
  return headers
}

/** The handler of the mount, for every method. */
export function authMount(request: Request): Promise<Response> {
  const name = `${request.method} ${new URL(request.url).pathname}`
  const known = ALLOWED.has(name)
  return door(
    request,
    { path: known ? name.slice(5) : '/api/auth/*', auth: 'none', limit: known ? 'auth' : 'anonymous' },
    async (context) => {
      if (!known) throw new AppError('not-found')
      return name === SIGN_IN ? signIn(context) : forward(request)
    },
  )
}

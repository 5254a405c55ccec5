import 'server-only'
// `/api/auth/*` is no side door: the same checks as everywhere, and only the methods and paths named here.
import { APIError } from 'better-auth/api'
import { auth } from '@/lib/auth/auth'
import { deleteSession } from '@/lib/auth/queries'
import { signInSchema } from '@/lib/auth/schema'
import { hashed } from '@/lib/auth/tokens'
import { sessionToken } from '@/lib/auth/viewer'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'
import { refundRateLimit } from '@/lib/rate-limit'
import { readJson, withClientAddress } from '@/lib/request'
import { door, parse, type DoorContext } from '@/lib/route'

function json(body: unknown, cookies: readonly string[]): Response {
  const headers = new Headers({ 'Content-Type': 'application/json; charset=utf-8' })
  for (const cookie of cookies) headers.append('Set-Cookie', cookie)
  return new Response(JSON.stringify(body), { headers })
}

/** Takes one try of the account's before the hash; only a wrong password costs it. */
async function signIn({ request, requestId, address, take }: DoorContext): Promise<Response> {
  const body = parse(signInSchema, await readJson(request), 'body')
  const account = `account:${hashed(body.email)}`
  await take('password', account)
  try {
    const headers = withClientAddress(request.headers, address)
    const answer = await auth().api.signInEmail({ body, headers, returnHeaders: true })
    await refundRateLimit('password', account)
    log.info('authn_login_success', { requestId, account, address })
    return json({ signedIn: true }, answer.headers.getSetCookie())
  } catch (error) {
    const status = error instanceof APIError ? error.statusCode : undefined
    if (status === 401) {
      log.warn('authn_login_fail', { requestId, account, address })
      throw new AppError('unauthenticated', 'E-mail and password do not match.')
    }
    await refundRateLimit('password', account)
    if (status === 403) throw new AppError('forbidden', 'This account is closed.')
    throw error
  }
}

/** Ends the session in the database and only then forgets its cookies: a sign-out that failed never looks like one. */
async function signOut({ request }: DoorContext): Promise<Response> {
  const token = await sessionToken(request.headers.get('cookie'))
  if (token !== undefined) await deleteSession(token)
  const { authCookies } = await auth().$context
  const expired = [authCookies.sessionToken, authCookies.sessionData, authCookies.dontRememberToken].map(
    ({ name, attributes }) =>
      `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${attributes.secure ? '; Secure' : ''}`,
  )
  return json({ signedOut: true }, expired)
}

const ALLOWED: Record<string, (context: DoorContext) => Promise<Response>> = {
  'POST /api/auth/sign-in/email': signIn,
  'POST /api/auth/sign-out': signOut,
}

/** The handler of the mount, for every method. */
export function authMount(request: Request): Promise<Response> {
  const name = `${request.method} ${new URL(request.url).pathname}`
  const act = Object.hasOwn(ALLOWED, name) ? ALLOWED[name] : undefined
  const path = act ? new URL(request.url).pathname : '/api/auth/*'
  return door(request, { path, auth: 'none', limit: act ? 'auth' : 'anonymous' }, async (context) => {
    if (!act) throw new AppError('not-found')
    return act(context)
  })
}

import 'server-only'
// The ways in: a password, a code after it, a provider. better-auth writes the sessions; the limits and the log are ours.
import { APIError } from 'better-auth/api'
import { claimCode } from '@/lib/auth/account-mutations'
import { auth } from '@/lib/auth/auth'
import { toNextPath } from '@/lib/auth/next-path'
import { CHALLENGE_COOKIE, signInProviders } from '@/lib/auth/oauth'
import type { SignInProvider } from '@/lib/auth/schema'
import { hashed } from '@/lib/auth/tokens'
import { takeCodeTry } from '@/lib/auth/two-factor'
import { signedCookie } from '@/lib/auth/viewer'
import { withDeadline } from '@/lib/deadline'
import type { DoorContext } from '@/lib/door'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'
import { refundRateLimit } from '@/lib/rate-limit'
import { withClientAddress } from '@/lib/request'

type Attempt = Pick<DoorContext, 'request' | 'requestId' | 'address' | 'take'>
type Way = { cookies: readonly string[] }

const closed = () => new AppError('forbidden', 'This account is closed.')
const statusOf = (error: unknown) => (error instanceof APIError ? error.statusCode : undefined)

/**
 * Takes one try of the account's before the hash; only a wrong password costs it. With two-factor sign-in the cookies hold
 * no session yet but the right to send a code. Throws 401, 403, 429.
 */
export async function signInByPassword(
  body: { email: string; password: string },
  { request, requestId, address, take }: Attempt,
): Promise<Way & { twoFactor: boolean }> {
  const account = `account:${hashed(body.email)}`
  await take('password', account)
  try {
    const headers = withClientAddress(request.headers, address)
    const answer = await auth().api.signInEmail({ body, headers, returnHeaders: true })
    await refundRateLimit('password', account)
    const twoFactor = 'twoFactorRedirect' in answer.response
    if (!twoFactor) log.info('authn_login_success', { requestId, account, address })
    const cookies = answer.headers.getSetCookie()
    if (!twoFactor) return { twoFactor, cookies }
    // Nothing else: a session that is there, of who signs in again, lives on until the code came.
    const { name } = (await auth().$context).createAuthCookie(CHALLENGE_COOKIE)
    return { twoFactor, cookies: cookies.filter((cookie) => cookie.startsWith(`${name}=`)) }
  } catch (error) {
    if (statusOf(error) === 401) {
      log.warn('authn_login_fail', { requestId, account, address })
      throw new AppError('unauthenticated', 'E-mail and password do not match.')
    }
    await refundRateLimit('password', account)
    throw statusOf(error) === 403 ? closed() : error
  }
}

/** Who passed the first step in this browser, at most 10 minutes ago. */
async function challenged(request: Request): Promise<{ userId: string; cookie: string } | undefined> {
  const { createAuthCookie, internalAdapter } = await auth().$context
  const { name } = createAuthCookie(CHALLENGE_COOKIE)
  const cookie = await signedCookie(request.headers.get('cookie'), name)
  const row = cookie && (await internalAdapter.findVerificationValue(cookie.value))
  return row && row.expiresAt > new Date()
    ? { userId: row.value, cookie: `${name}=${encodeURIComponent(cookie.signed)}` }
    : undefined
}

/** The second step. Each code is tried once; only a wrong one costs a try. Throws 401, 403, 429, and 410 when it took too long. */
export async function signInByCode(factor: 'totp' | 'backup-code', code: string, attempt: Attempt): Promise<Way> {
  const { request, requestId, address } = attempt
  const first = await challenged(request)
  if (!first) throw new AppError('gone', 'That took too long. Sign in again.')
  const { userId, cookie } = first
  const refund = await takeCodeTry(userId, attempt)
  const wrong = () => {
    log.warn('authn_login_fail', { requestId, userId, address, factor })
    return new AppError('unauthenticated', 'This code is not right, or was used already.')
  }
  if (!(await claimCode(userId, code))) throw wrong()
  // Nothing but the challenge: with a session beside it, better-auth would check the code of that one instead.
  const headers = withClientAddress(request.headers, address)
  headers.set('cookie', cookie)
  const input = { body: { code }, headers, returnHeaders: true } as const
  const { verifyTOTP, verifyBackupCode } = auth().api
  try {
    const answer = await (factor === 'totp' ? verifyTOTP(input) : verifyBackupCode(input))
    await refund()
    log.info('authn_login_success', { requestId, userId, address, factor })
    return { cookies: answer.headers.getSetCookie() }
  } catch (error) {
    const status = statusOf(error)
    if (status === 403) throw closed()
    if (status !== undefined && status < 500) throw wrong()
    throw error
  }
}

const DEADLINE_MS = 10_000

/** Where to send the browser, and what it has to keep until it comes back. Throws 404 for a provider that is not set up. */
export async function startProviderSignIn(
  { provider, next }: { provider: SignInProvider; next?: string | undefined },
  { request, address }: Attempt,
): Promise<Way & { url: string }> {
  if (!signInProviders().includes(provider)) throw new AppError('not-found', 'This provider is not set up here.')
  const { headers, response } = await auth().api.signInSocial({
    body: { provider, callbackURL: toNextPath(next), errorCallbackURL: '/sign-in', disableRedirect: true },
    headers: withClientAddress(request.headers, address),
    returnHeaders: true,
  })
  if (!response.url) throw new Error(`${provider} has no address to send people to`)
  return { url: response.url, cookies: headers.getSetCookie() }
}

const PASSED_ON = ['code', 'state', 'error', 'iss'] as const

/** What a browser gets that comes back from a provider: always a redirect within the app. Throws 404. */
export async function finishProviderSignIn(provider: SignInProvider, attempt: Attempt): Promise<Response> {
  const { request, requestId, address } = attempt
  if (!signInProviders().includes(provider)) throw new AppError('not-found', 'This provider is not set up here.')
  const given = new URL(request.url).searchParams
  const query = Object.fromEntries(PASSED_ON.flatMap((name) => (given.has(name) ? [[name, given.get(name)]] : [])))
  const account = { requestId, address, factor: provider }
  const answer = await withDeadline(
    auth().api.callbackOAuth({
      params: { id: provider },
      query,
      method: 'GET',
      headers: withClientAddress(request.headers, address),
      asResponse: true,
    }),
    DEADLINE_MS,
    `${provider} did not answer in time`,
  ).catch((error: unknown) => {
    log.warn('sign_in_provider_failed', { ...account, error: String(error) })
    return new Response(null, { status: 302, headers: { location: '/sign-in?error=provider_unavailable' } })
  })
  const to = answer.headers.get('location') ?? '/sign-in?error=provider_unavailable'
  const location = toNextPath(to.replace(new URL(request.url).origin, ''))
  if (location.startsWith('/sign-in')) log.warn('authn_login_fail', account)
  else if (!location.startsWith('/two-factor')) log.info('authn_login_success', account)
  const headers = new Headers({ Location: location })
  for (const cookie of answer.headers.getSetCookie()) headers.append('Set-Cookie', cookie)
  return new Response(null, { status: 302, headers })
}

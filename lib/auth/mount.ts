import 'server-only'
// `/api/auth/*` is no side door: the same checks as everywhere, and only the operations named at the end of this file.
import { APIError } from 'better-auth/api'
import { auth, expiredCookies } from '@/lib/auth/auth'
import { endSessionOf } from '@/lib/auth/mutations'
import { signIn, signOut } from '@/lib/auth/operations'
import { hashed } from '@/lib/auth/tokens'
import { sessionToken } from '@/lib/auth/viewer'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'
import { refundRateLimit } from '@/lib/rate-limit'
import { withClientAddress } from '@/lib/request'
import { mount, Reply, route } from '@/lib/route'

/** Takes one try of the account's before the hash; only a wrong password costs it. */
const signInByPassword = route(signIn, async ({ body, request, requestId, address, take }) => {
  const account = `account:${hashed(body.email)}`
  await take('password', account)
  try {
    const headers = withClientAddress(request.headers, address)
    const answer = await auth().api.signInEmail({ body, headers, returnHeaders: true })
    await refundRateLimit('password', account)
    log.info('authn_login_success', { requestId, account, address })
    return new Reply({ signedIn: true }, { cookies: answer.headers.getSetCookie() })
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
})

/** Ends the session in the database and only then forgets its cookies: a sign-out that failed never looks like one. */
const endSession = route(signOut, async ({ request, address }) => {
  const token = await sessionToken(request.headers.get('cookie'))
  if (token !== undefined) await endSessionOf(token, address)
  return new Reply({ signedOut: true }, { cookies: await expiredCookies() })
})

/** The handlers of the mount, by method. */
export const authMount = mount('/api/auth/*', [signInByPassword, endSession])

import 'server-only'
// `/api/auth/*` is no side door: the same checks as everywhere, and only the operations named at the end of this file.
import {
  requestPasswordReset,
  resetPassword,
  signInSocial,
  verifyBackupCode,
  verifyTotp,
} from '@/lib/auth/account-operations'
import { expiredCookies } from '@/lib/auth/auth'
import { endSessionOf } from '@/lib/auth/mutations'
import { signIn, signOut } from '@/lib/auth/operations'
import * as passwords from '@/lib/auth/password-reset'
import { signInByCode, signInByPassword, startProviderSignIn } from '@/lib/auth/sign-in'
import { sessionToken } from '@/lib/auth/viewer'
import type { DoorContext } from '@/lib/door'
import { mount, Reply, route } from '@/lib/route'

/** A browser holds one session: who has signed in anew leaves none behind. */
async function leaveSession({ request, address }: Pick<DoorContext, 'request' | 'address'>): Promise<void> {
  const left = await sessionToken(request.headers.get('cookie'))
  if (left !== undefined) await endSessionOf(left, address)
}

const byPassword = route(signIn, async ({ body, ...attempt }) => {
  const { twoFactor, cookies } = await signInByPassword(body, attempt)
  if (!twoFactor) await leaveSession(attempt)
  return new Reply(twoFactor ? { signedIn: false, twoFactor } : { signedIn: true }, { cookies })
})

const byTotp = route(verifyTotp, async ({ body, ...attempt }) => {
  const { cookies } = await signInByCode('totp', body.code, attempt)
  await leaveSession(attempt)
  return new Reply({ signedIn: true }, { cookies })
})

const byBackupCode = route(verifyBackupCode, async ({ body, ...attempt }) => {
  const { cookies } = await signInByCode('backup-code', body.code, attempt)
  await leaveSession(attempt)
  return new Reply({ signedIn: true }, { cookies })
})

const byProvider = route(signInSocial, async ({ body, ...attempt }) => {
  const { url, cookies } = await startProviderSignIn(body, attempt)
  return new Reply({ url }, { cookies })
})

const askForReset = route(requestPasswordReset, async ({ body, request }) => ({
  status: 'mail-sent' as const,
  ...(await passwords.requestPasswordReset(body.email, request)),
}))

const reset = route(resetPassword, async ({ body, ...from }) => {
  await passwords.resetPassword(body, from)
  return { signedIn: false as const }
})

/** Ends the session in the database and only then forgets its cookies: a sign-out that failed never looks like one. */
const endSession = route(signOut, async ({ request, address }) => {
  const token = await sessionToken(request.headers.get('cookie'))
  if (token !== undefined) await endSessionOf(token, address)
  return new Reply({ signedOut: true }, { cookies: await expiredCookies() })
})

/** The handlers of the mount, by method. */
export const authMount = mount('/api/auth/*', [
  byPassword,
  byTotp,
  byBackupCode,
  byProvider,
  askForReset,
  reset,
  endSession,
])

import 'server-only'
// A signed-in person's own password: proving it before something sensitive, and changing it.
import { setOwnPassword } from '@/lib/auth/account-mutations'
import type { UserViewer } from '@/lib/auth/identity'
import { passwordChangedMail } from '@/lib/auth/mails'
import { notify } from '@/lib/auth/outbox'
import { hashPassword, verifyPassword } from '@/lib/auth/password'
import { assertGoodPassword } from '@/lib/auth/password-rules'
import { getPasswordHash } from '@/lib/auth/queries'
import type { DoorContext } from '@/lib/door'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'
import { refundRateLimit } from '@/lib/rate-limit'

/** What a guarded change needs of its request. */
export type Attempt = Pick<DoorContext, 'request' | 'requestId' | 'address' | 'take'>

/**
 * Takes one try of the account's before the hash; only a wrong password costs it. These tries are not those of the sign-in
 * page: strangers who guess there do not lock anybody out here. Throws 409 without a password, 422 on `field`, 429.
 */
export async function proveOwnPassword(
  viewer: UserViewer,
  { field, password }: { field: string; password: string },
  { requestId, address, take }: Attempt,
): Promise<void> {
  const { userId } = viewer
  const tries = `own-password:${userId}`
  await take('password', tries)
  const hash = await getPasswordHash(viewer)
  if (hash === undefined)
    throw new AppError('conflict', 'This account has no password. Set one by way of "Forgot password?".')
  if (!(await verifyPassword({ hash, password }))) {
    log.warn('authn_login_fail', { requestId, userId, address, factor: 'own-password' })
    throw new AppError('invalid', 'The password is not right.', {
      fields: [{ path: field, message: 'This is not your password' }],
    })
  }
  await refundRateLimit('password', tries)
}

type Change = { currentPassword: string; newPassword: string }

/** Changes the password, ends the other sessions and says so by mail. Throws 409, 422, 429. */
export async function changePassword(viewer: UserViewer, change: Change, attempt: Attempt): Promise<void> {
  const { currentPassword, newPassword } = change
  const { request, requestId, address } = attempt
  await proveOwnPassword(viewer, { field: 'currentPassword', password: currentPassword }, attempt)
  await assertGoodPassword(newPassword, viewer, 'newPassword')
  await setOwnPassword(viewer, await hashPassword(newPassword), address)
  log.info('authn_password_change', { requestId, address, userId: viewer.userId, by: 'owner' })
  notify(request, (origin) => passwordChangedMail(viewer.email, `${origin}/forgot-password`))
}

import 'server-only'
// A lost password: a link goes to the address, and its POST sets a new one. An invitation's link is spent here, too.
import { randomUUID } from 'node:crypto'
import { setPasswordByToken } from '@/lib/auth/account-mutations'
import { noAccountMail, passwordChangedMail, resetPasswordMail } from '@/lib/auth/mails'
import { createPasswordToken } from '@/lib/auth/mutations'
import { mayMail, notify, requireMail, sendLater, type Sent } from '@/lib/auth/outbox'
import { hashPassword } from '@/lib/auth/password'
import { assertGoodPassword } from '@/lib/auth/password-rules'
import { findResetOwner, findUserByEmail } from '@/lib/auth/queries'
import type { DoorContext } from '@/lib/door'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'

const TOKEN_LIFE_MS = 10 * 60_000

/** Queues a mail to the address and tells nothing else: one row, one mail, known or not. Throws 503 without mail. */
export async function requestPasswordReset(email: string, request: Request): Promise<Sent> {
  const origin = requireMail(request, 'The reset of passwords')
  const allowed = await mayMail(email)
  const user = await findUserByEmail(email)
  // Nobody's id where nobody has the address: that token leaves this function for nowhere.
  const token = await createPasswordToken(null, user?.id ?? randomUUID(), TOKEN_LIFE_MS)
  const mail = user
    ? resetPasswordMail(email, `${origin}/reset-password#token=${token}`)
    : noAccountMail(email, `${origin}/sign-up`)
  return sendLater(mail, allowed)
}

type Reset = { token: string; password: string }
type From = Pick<DoorContext, 'request' | 'requestId' | 'address'>

/**
 * Spends the token, sets the password and ends every session, at once. Throws 410 for a spent or expired token and 422 for
 * a weak password, which spends nothing.
 */
export async function resetPassword({ token, password }: Reset, from: From): Promise<void> {
  const { request, requestId, address } = from
  const owner = await findResetOwner(token)
  if (!owner) {
    log.warn('authn_token_reuse', { requestId, address, kind: 'reset' })
    throw new AppError('gone')
  }
  await assertGoodPassword(password, owner)
  await setPasswordByToken(token, await hashPassword(password), address)
  log.info('authn_password_change', { requestId, address, userId: owner.id, by: 'mail' })
  notify(request, (origin) => passwordChangedMail(owner.email, `${origin}/forgot-password`))
}

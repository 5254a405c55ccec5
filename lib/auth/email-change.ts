import 'server-only'
// A change of address: both mailboxes agree, each by the link it got, before anything changes.
import { createEmailChange, spendEmailChange } from '@/lib/auth/account-mutations'
import type { UserViewer } from '@/lib/auth/identity'
import { addressChangedMail, addressChangingMail, alreadyRegisteredMail, confirmAddressMail } from '@/lib/auth/mails'
import { mayMail, notify, requireMail, sendLater, type Sent } from '@/lib/auth/outbox'
import { findUserByEmail } from '@/lib/auth/queries'
import { isUniqueViolation } from '@/lib/db'
import type { DoorContext } from '@/lib/door'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'

/**
 * Mails a link to the old and to the new address, and tells whoever asks nothing of whether the new one is taken: its mail
 * says so, and the change then never gets its second yes. Throws 422 for the address one has, 503 without mail.
 */
export async function requestEmailChange(viewer: UserViewer, email: string, request: Request): Promise<Sent> {
  const origin = requireMail(request, 'A change of address')
  if (email === viewer.email)
    throw new AppError('invalid', 'That is your address already.', {
      fields: [{ path: 'email', message: 'This is your address already' }],
    })
  // The owner's own limit bounds how many strangers' inboxes one account can reach.
  const allowed = (await mayMail(viewer.email)) && (await mayMail(email))
  const taken = await findUserByEmail(email)
  const tokens = await createEmailChange(viewer, email)
  const link = (token: string) => `${origin}/confirm-email#token=${token}`
  const { inbox } = sendLater(addressChangingMail(viewer.email, email, link(tokens.old)), allowed)
  sendLater(
    taken ? alreadyRegisteredMail(email, `${origin}/sign-in`) : confirmAddressMail(email, link(tokens.new)),
    allowed,
  )
  return inbox === undefined ? {} : { inbox: '/dev/inbox' }
}

type From = Pick<DoorContext, 'request' | 'requestId' | 'address'>

/** Spends one of the two tokens. Throws 410, and 409 where somebody took the address meanwhile. */
export async function confirmEmailChange(token: string, from: From): Promise<{ status: 'waiting' | 'changed' }> {
  const { request, requestId, address } = from
  try {
    const changed = await spendEmailChange(token, address)
    if (!changed) return { status: 'waiting' }
    log.info('user_updated', { requestId, address, userId: changed.userId, attribute: 'email' })
    for (const to of [changed.from, changed.to]) notify(request, () => addressChangedMail(to, changed.to))
    return { status: 'changed' }
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('conflict', 'This address has an account by now. Nothing has changed.', { cause: error })
    throw error
  }
}

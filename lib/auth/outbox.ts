import 'server-only'
// Account mails leave after the answer: neither the time they take nor their failure tells anything about an address.
import { randomUUID } from 'node:crypto'
import { linkOrigin, type AccountMail } from '@/lib/auth/mails'
import { hashed } from '@/lib/auth/tokens'
import { AppError } from '@/lib/errors'
import { afterAnswer } from '@/lib/framework'
import { mailMode, sendMail } from '@/lib/mailer'
import { checkRateLimit } from '@/lib/rate-limit'

/** What the caller may know of a mail: in development, its page in the inbox. */
export type Sent = { inbox?: string }

function originOf(request: Request): string | undefined {
  const { protocol, host } = new URL(request.url)
  return linkOrigin(`${protocol}//${request.headers.get('host') ?? host}`)
}

/** The origin for links. Throws 503 where no mail can leave or the server does not know its own address. */
export function requireMail(request: Request, what: string): string {
  if (mailMode() === 'none') throw new AppError('unavailable', `${what} is closed: this server cannot send mail.`)
  const origin = originOf(request)
  if (origin === undefined)
    throw new AppError('unavailable', `${what} is closed: this server does not know its own address.`)
  return origin
}

/** Whether this address may get one more mail that anybody can ask for. Whoever asks is told nothing. */
export async function mayMail(address: string): Promise<boolean> {
  return (await checkRateLimit('mail', `mail:${hashed(address)}`)).allowed
}

/** Sends after the answer. Over the limit the answer and the work are the same; only nobody's inbox is filled. */
export function sendLater(mail: AccountMail, allowed: boolean): Sent {
  const id = randomUUID()
  if (allowed) afterAnswer(() => sendMail({ id, ...mail }))
  return mailMode() === 'inbox' ? { inbox: `/dev/inbox/${id}` } : {}
}

/** Tells an owner what has happened to the account, where mail can leave. `link` makes the mail from the origin for links. */
export function notify(request: Request, mail: (origin: string) => AccountMail): void {
  const origin = originOf(request)
  if (mailMode() !== 'none' && origin !== undefined) sendLater(mail(origin), true)
}

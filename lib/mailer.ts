import 'server-only'
// One way to send mail: SMTP, Resend, or in development a folder that /dev/inbox shows. Without any of them there is none,
// and the flows that need mail say so. Each try has a deadline; a mail is tried three times. What only a mail needs is
// loaded with the first one, so that no start waits for it.
import type { Message } from '@/components/emails/mail'
import { withDeadline } from '@/lib/deadline'
import { saveToInbox } from '@/lib/dev/inbox'
import { env } from '@/lib/env'
import { log } from '@/lib/logger'

export type Mail = Message & { id: string; to: string }
export type MailMode = 'smtp' | 'resend' | 'inbox' | 'none'

type Letter = { id: string; to: string; subject: string; html: string; text: string }

const TRY_MS = 10_000
const RETRIES = 2

/** A refusal that a second try would only hear again. */
class Refused extends Error {}

export function mailMode(): MailMode {
  const { SMTP_URL, RESEND_API_KEY, NODE_ENV, VERCEL_ENV, MAIL_IN_PREVIEWS } = env()
  // A preview shares its people with nobody's inbox in mind.
  if (VERCEL_ENV === 'preview' && !MAIL_IN_PREVIEWS) return 'none'
  if (SMTP_URL) return 'smtp'
  if (RESEND_API_KEY) return 'resend'
  return NODE_ENV === 'production' ? 'none' : 'inbox'
}

async function sendBySmtp({ id, ...letter }: Letter): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env()
  const { createTransport } = await import('nodemailer')
  const transport = createTransport({
    url: SMTP_URL,
    connectionTimeout: TRY_MS,
    greetingTimeout: TRY_MS,
    socketTimeout: TRY_MS,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  // The same id at each try: a server that took the mail and fell silent can tell the second from a new one.
  const headers = { 'X-Entity-Ref-ID': id }
  const host = /@([\w.-]+)/.exec(MAIL_FROM ?? '')?.[1] ?? 'localhost'
  try {
    const sent = transport.sendMail({ ...letter, from: MAIL_FROM, headers, messageId: `<${id}@${host}>` })
    await withDeadline(sent, TRY_MS, 'The mail server does not answer')
  } catch (error) {
    const { responseCode } = error as { responseCode?: number }
    throw responseCode !== undefined && responseCode >= 500 ? new Refused(String(error), { cause: error }) : error
  } finally {
    transport.close()
  }
}

const WORTH_ANOTHER_TRY = new Set([408, 409, 429])

async function sendByResend({ id, ...letter }: Letter): Promise<void> {
  const { RESEND_API_KEY, MAIL_FROM } = env()
  const response = await fetch('https://api.resend.com/emails', {
    method: 'POST',
    headers: { Authorization: `Bearer ${RESEND_API_KEY}`, 'Content-Type': 'application/json', 'Idempotency-Key': id },
    body: JSON.stringify({ ...letter, from: MAIL_FROM }),
    signal: AbortSignal.timeout(TRY_MS),
    redirect: 'error',
  })
  if (response.ok) return
  const { status } = response
  const message = `The mail service answered ${status}`
  throw status < 500 && !WORTH_ANOTHER_TRY.has(status) ? new Refused(message) : new Error(message)
}

const SENDERS: Record<Exclude<MailMode, 'none'>, (letter: Letter) => Promise<void>> = {
  smtp: sendBySmtp,
  resend: sendByResend,
  inbox: saveToInbox,
}

/** Sends a mail; call it after the answer. Throws when it was refused or every try failed. */
export async function sendMail({ id, to, ...message }: Mail): Promise<void> {
  const mode = mailMode()
  if (mode === 'none') throw new Error('There is no mail transport')
  const { renderMail } = await import('@/components/emails/mail')
  const letter = { id, to, subject: message.subject, ...(await renderMail(message)) }
  for (let attempt = 0; ; attempt += 1) {
    try {
      await SENDERS[mode](letter)
      log.info('mail_sent', { mailId: id, mode })
      return
    } catch (error) {
      if (attempt >= RETRIES || error instanceof Refused) throw error
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt * (0.5 + Math.random())))
    }
  }
}

import 'server-only'
// One way to send mail: SMTP, Resend, or in development a folder that /dev/inbox shows. Without any of them there is none,
// and the flows that need mail say so. Each try has a deadline; a mail is tried three times.
import { createTransport } from 'nodemailer'
import { saveToInbox } from '@/lib/dev/inbox'
import { env } from '@/lib/env'
import { log } from '@/lib/logger'

export type Mail = { id: string; to: string; subject: string; text: string; html?: string }
export type MailMode = 'smtp' | 'resend' | 'inbox' | 'none'

const TRY_MS = 10_000
const RETRIES = 2

export function mailMode(): MailMode {
  const { SMTP_URL, RESEND_API_KEY, NODE_ENV } = env()
  if (SMTP_URL) return 'smtp'
  if (RESEND_API_KEY) return 'resend'
  return NODE_ENV === 'production' ? 'none' : 'inbox'
}

async function sendBySmtp({ id, ...mail }: Mail): Promise<void> {
  const { SMTP_URL, MAIL_FROM } = env()
  const transport = createTransport({
    url: SMTP_URL,
    connectionTimeout: TRY_MS,
    greetingTimeout: TRY_MS,
    socketTimeout: TRY_MS,
  })
  await transport
    .sendMail({ ...mail, from: MAIL_FROM, headers: { 'X-Entity-Ref-ID': id } })
    .finally(() => transport.close())
}

async function sendByResend({ id, ...mail }: Mail): Promise<void> {
  const { RESEND_API_KEY, MAIL_FROM } = env()
  const response = await fetch('https://api.resend.com/emails', {
    method: 'POST',
    headers: { Authorization: `Bearer ${RESEND_API_KEY}`, 'Content-Type': 'application/json', 'Idempotency-Key': id },
    body: JSON.stringify({ ...mail, from: MAIL_FROM }),
    signal: AbortSignal.timeout(TRY_MS),
    redirect: 'error',
  })
  if (!response.ok) throw new Error(`The mail service answered ${response.status}`)
}

const SENDERS: Record<Exclude<MailMode, 'none'>, (mail: Mail) => Promise<void>> = {
  smtp: sendBySmtp,
  resend: sendByResend,
  inbox: saveToInbox,
}

/** Sends a mail; call it after the answer. Throws when every try failed. */
export async function sendMail(mail: Mail): Promise<void> {
  const mode = mailMode()
  if (mode === 'none') throw new Error('There is no mail transport')
  for (let attempt = 0; ; attempt += 1) {
    try {
      await SENDERS[mode](mail)
      log.info('mail_sent', { mailId: mail.id, mode })
      return
    } catch (error) {
      if (attempt >= RETRIES) throw error
      await new Promise((resolve) => setTimeout(resolve, 500 * 2 ** attempt * (0.5 + Math.random())))
    }
  }
}

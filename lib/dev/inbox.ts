import 'server-only'
// Mail in development: one JSON file each under the data folder, so that it outlives a restart. No production build shows it.
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import * as z from 'zod'
import { env } from '@/lib/env'

const SHOWN_MAX = 100
const stored = z.object({
  id: z.uuid(),
  to: z.string(),
  subject: z.string(),
  text: z.string(),
  html: z.string().nullable(),
  sentAt: z.string(),
})
export type InboxMail = z.infer<typeof stored> & { links: string[] }

const folder = () => join(env().FOOTHOLD_DATA_DIR ?? '.foothold', 'inbox')
const linksIn = (text: string) => text.match(/https?:\/\/\S+/g) ?? []

type Sent = { id: string; to: string; subject: string; text: string; html?: string }

export async function saveToInbox({ id, to, subject, text, html }: Sent): Promise<void> {
  await mkdir(folder(), { recursive: true })
  const mail = { id, to, subject, text, html: html ?? null, sentAt: new Date().toISOString() }
  await writeFile(join(folder(), `${id}.json`), JSON.stringify(mail))
}

export async function getMail(mailId: string): Promise<InboxMail | null> {
  if (!z.uuid().safeParse(mailId).success) return null
  try {
    const mail = stored.parse(JSON.parse(await readFile(join(folder(), `${mailId}.json`), 'utf8')))
    return { ...mail, links: linksIn(mail.text) }
  } catch {
    return null
  }
}

/** The newest mails, newest first. */
export async function listMails(): Promise<InboxMail[]> {
  const names = await readdir(folder()).catch(() => [])
  const mails = await Promise.all(names.map((name) => getMail(name.replace(/\.json$/, ''))))
  return mails
    .filter((mail) => mail !== null)
    .sort((one, other) => other.sentAt.localeCompare(one.sentAt))
    .slice(0, SHOWN_MAX)
}

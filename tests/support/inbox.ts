// The mails that the app under test sends: in the development inbox, in a folder of this test file's own.
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, expect } from 'vitest'
import { listMails } from '@/lib/dev/inbox'

/** Call it once at the top of a test file: every test starts with an empty inbox. */
export function useInbox(): void {
  let folder = ''
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'foothold-inbox-'))
    process.env.FOOTHOLD_DATA_DIR = folder
  })
  beforeEach(() => rm(join(folder, 'inbox'), { recursive: true, force: true }))
  afterAll(() => rm(folder, { recursive: true }))
}

/** The mail to an address whose subject has these words, once it is there. */
export async function mailTo(email: string, words = '') {
  const find = async () => (await listMails()).find(({ to, subject }) => to === email && subject.includes(words))
  await expect.poll(find, { timeout: 5_000 }).toBeDefined()
  const { subject = '', text = '', links = [] } = (await find()) ?? {}
  const token = links.map((link) => new URL(link).hash.replace('#token=', '')).find((hash) => hash !== '')
  return { subject, text, link: links[0] ?? '', token: token ?? '' }
}

/** How many mails an address has got, once no more are on their way. */
export async function mailsTo(email: string): Promise<number> {
  await new Promise((resolve) => setTimeout(resolve, 150))
  return (await listMails()).filter(({ to }) => to === email).length
}

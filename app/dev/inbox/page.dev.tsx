import type { Metadata } from 'next'
import Link from 'next/link'
import { connection } from 'next/server'
import { Moment } from '@/components/ui/moment'
import { Plate } from '@/components/ui/plate'
import { listMails } from '@/lib/dev/inbox'
import { InboxFrame } from './inbox-frame'

export const metadata: Metadata = { title: 'Inbox' }

export default async function InboxPage() {
  await connection()
  const mails = await listMails()
  const now = new Date()
  return (
    <InboxFrame>
      <h1 className="mb-5 text-xl">Inbox</h1>
      <Plate>
        {mails.length === 0 ? (
          <p className="px-5 py-8 text-muted-foreground">
            No mail yet. What the app writes while it runs here arrives in this list.
          </p>
        ) : (
          <ul className="divide-y">
            {mails.map(({ id, to, subject, sentAt }) => (
              <li key={id}>
                <Link
                  href={`/dev/inbox/${id}`}
                  className="grid grid-cols-[minmax(0,1fr)_auto] items-baseline gap-x-4 px-5 py-3 hover:bg-accent"
                >
                  <span className="truncate font-medium">{subject}</span>
                  <Moment at={sentAt} as="recent" now={now} className="font-mono text-label text-muted-foreground" />
                  <span className="truncate text-sm text-muted-foreground">to {to}</span>
                </Link>
              </li>
            ))}
          </ul>
        )}
      </Plate>
    </InboxFrame>
  )
}

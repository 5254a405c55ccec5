import type { Metadata } from 'next'
import Link from 'next/link'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import { Moment } from '@/components/ui/moment'
import { Cell, Plate } from '@/components/ui/plate'
import { getMail } from '@/lib/dev/inbox'
import { InboxFrame } from '@/app/dev/inbox/inbox-frame'
import { LinkedText, RenderedMail } from '@/app/dev/inbox/mail-body'

export const metadata: Metadata = { title: 'Mail' }

type MailPageProps = { params: Promise<{ mailId: string }> }

export default async function MailPage({ params }: MailPageProps) {
  await connection()
  const mail = await getMail((await params).mailId)
  if (!mail) notFound()
  return (
    <InboxFrame>
      <Link href="/dev/inbox" className="text-sm text-muted-foreground hover:text-foreground">
        All mail
      </Link>
      <h1 className="mt-2 mb-5 text-xl break-words">{mail.subject}</h1>
      <Plate>
        <Cell className="flex justify-between gap-4 border-b text-sm text-muted-foreground">
          <span className="min-w-0 break-words">to {mail.to}</span>
          <Moment at={mail.sentAt} as="recent" now={new Date()} className="font-mono text-label whitespace-nowrap" />
        </Cell>
        {mail.html && <RenderedMail html={mail.html} />}
        <Cell className="border-t text-md leading-[1.6] break-words whitespace-pre-wrap">
          <p className="mb-3 font-mono text-label text-muted-foreground">plain text</p>
          <LinkedText text={mail.text} />
        </Cell>
      </Plate>
    </InboxFrame>
  )
}

import Link from 'next/link'
import { feedbackKinds } from '@/components/feedback/feedback-kinds'
import { Badge } from '@/components/ui/badge'
import { buttonVariants } from '@/components/ui/button'
import { EmptyState } from '@/components/ui/empty-state'
import { Amount, Moment } from '@/components/ui/moment'
import { Cell } from '@/components/ui/plate'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import type { AdminViewer } from '@/lib/auth/identity'
import { listFeedback } from '@/lib/feedback/queries'
import type { Feedback } from '@/lib/feedback/schema'

const PAGE_SIZE = 20
const PATH = '/admin/feedback'

type Kind = Feedback['kind'] | undefined

/** The address of a part of the list: a kind, and where it goes on. */
function feedbackHref(kind: Kind, cursor?: string): string {
  const query = new URLSearchParams({ ...(kind ? { kind } : {}), ...(cursor ? { cursor } : {}) })
  return query.size === 0 ? PATH : `${PATH}?${query}`
}

/** Plain links: a filter is an address that can be kept and shared. */
export function FeedbackFilter({ current }: { current: Kind }) {
  return (
    <nav aria-label="Filter by kind" className="flex gap-0.5 overflow-x-auto border-b p-3">
      {[{ value: undefined, label: 'All' }, ...feedbackKinds].map(({ value, label }) => (
        <Link
          key={label}
          href={feedbackHref(value)}
          prefetch={false}
          aria-current={value === current ? 'page' : undefined}
          className="flex h-control items-center rounded-md px-2.5 text-sm whitespace-nowrap text-muted-foreground transition-colors hover:bg-accent aria-[current]:bg-accent aria-[current]:font-medium aria-[current]:text-foreground"
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}

type FeedbackListProps = { viewer: AdminViewer; cursor?: string | undefined; kind?: Kind }

export async function FeedbackList({ viewer, cursor, kind }: FeedbackListProps) {
  const { data, page } = await listFeedback(viewer, { limit: PAGE_SIZE, cursor, kind })
  if (data.length === 0) return <NoFeedback />
  const now = new Date()
  return (
    <>
      <ul className="divide-y">
        {data.map((feedback) => (
          <FeedbackRow key={feedback.id} feedback={feedback} now={now} />
        ))}
      </ul>
      <div className="flex min-h-13 items-center justify-between gap-4 border-t py-2 pr-3 pl-5 max-md:pl-4">
        <span className="font-mono text-label text-muted-foreground">
          <Amount of={data.length} /> shown
        </span>
        <nav aria-label="Pages" className="flex gap-2">
          {cursor ? <PageLink kind={kind}>Back to newest</PageLink> : null}
          {page.nextCursor ? (
            <PageLink kind={kind} cursor={page.nextCursor}>
              Show older
            </PageLink>
          ) : null}
        </nav>
      </div>
    </>
  )
}

function FeedbackRow({ feedback, now }: { feedback: Feedback; now: Date }) {
  const kind = feedbackKinds.find(({ value }) => value === feedback.kind)
  return (
    <li className="grid gap-x-5 gap-y-1.5 px-5 py-3.5 max-md:px-4 md:grid-cols-[6rem_minmax(0,1fr)_14rem]">
      <span>{kind ? <Badge status={kind.status}>{kind.label}</Badge> : null}</span>
      <p className="break-words whitespace-pre-line">{feedback.text}</p>
      <div className="min-w-0 text-sm md:text-right">
        <span className="block truncate">{feedback.sender.name}</span>
        <a href={`mailto:${feedback.sender.email}`} className="block truncate text-muted-foreground hover:underline">
          {feedback.sender.email}
        </a>
        <span className="block truncate font-mono text-label text-muted-foreground">
          {feedback.page} · <Moment at={feedback.createdAt} as="recent" now={now} />
        </span>
      </div>
    </li>
  )
}

type PageLinkProps = { kind: Kind; cursor?: string; children: string }

function PageLink({ kind, cursor, children }: PageLinkProps) {
  return (
    <Link
      href={feedbackHref(kind, cursor)}
      prefetch={false}
      className={buttonVariants({ variant: 'outline', size: 'sm' })}
    >
      {children}
    </Link>
  )
}

function NoFeedback() {
  return (
    <Cell>
      <EmptyState level="h2" title="Nothing here yet" className="pt-6 pb-3">
        What people send through “Send feedback” in their menu is listed here, newest first.
      </EmptyState>
    </Cell>
  )
}

export function FeedbackListSkeleton() {
  return (
    <div className="divide-y">
      {['w-3/5', 'w-2/5', 'w-1/2', 'w-2/3'].map((width) => (
        <div key={width} className="grid h-20 content-center px-5 max-md:px-4">
          <Skeleton className={width} />
        </div>
      ))}
      <SkeletonStatus>Loading the feedback</SkeletonStatus>
    </div>
  )
}

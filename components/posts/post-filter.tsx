import Link from 'next/link'
import { Suspense } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { countsOf } from '@/components/posts/post-counts'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatNumber } from '@/lib/format'
import type { PostStatus } from '@/lib/posts/policy'

const FILTERS: readonly { status: PostStatus | undefined; label: string }[] = [
  { status: undefined, label: 'All' },
  { status: 'published', label: 'Published' },
  { status: 'draft', label: 'Drafts' },
  { status: 'scheduled', label: 'Scheduled' },
]

export function toStatusFilter(value: string | string[] | undefined): PostStatus | undefined {
  return FILTERS.find((filter) => filter.status !== undefined && filter.status === value)?.status
}

/** The address of a part of the list: a filter, and where it goes on. */
export function postsHref(status: PostStatus | undefined, cursor?: string): string {
  const query = new URLSearchParams({ ...(status ? { status } : {}), ...(cursor ? { cursor } : {}) })
  return query.size === 0 ? '/posts' : `/posts?${query}`
}

/** Plain links: a filter is an address that can be kept and shared. */
export function PostFilter({ viewer, current }: { viewer: UserViewer; current: PostStatus | undefined }) {
  return (
    <nav aria-label="Filter by status" className="flex gap-0.5 overflow-x-auto border-b p-3">
      {FILTERS.map(({ status, label }) => (
        <Link
          key={label}
          href={postsHref(status)}
          prefetch={false}
          aria-current={status === current ? 'page' : undefined}
          className="flex h-control items-center gap-[0.4375rem] rounded-md px-2.5 text-sm whitespace-nowrap text-muted-foreground transition-colors hover:bg-accent aria-[current]:bg-accent aria-[current]:font-medium aria-[current]:text-foreground"
        >
          {label}
          <span className="min-w-[2ch] font-mono text-label font-normal">
            <SectionBoundary>
              <Suspense fallback={null}>
                <Count viewer={viewer} status={status} />
              </Suspense>
            </SectionBoundary>
          </span>
        </Link>
      ))}
    </nav>
  )
}

async function Count({ viewer, status }: { viewer: UserViewer; status: PostStatus | undefined }) {
  const { published, drafts, scheduled } = await countsOf(viewer)
  const counts = { published, draft: drafts, scheduled }
  return formatNumber(status ? counts[status] : published + drafts + scheduled)
}

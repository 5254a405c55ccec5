import { Suspense } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { countsOf } from '@/components/posts/post-counts'
import { FilterLink } from '@/components/ui/filter-link'
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

export function PostFilter({ viewer, current }: { viewer: UserViewer; current: PostStatus | undefined }) {
  return (
    <nav aria-label="Filter by status" className="flex gap-0.5 overflow-x-auto border-b p-3">
      {FILTERS.map(({ status, label }) => (
        <FilterLink key={label} href={postsHref(status)} current={status === current}>
          {label}
          <span className="min-w-[2ch] font-mono text-label font-normal">
            <SectionBoundary>
              <Suspense fallback={null}>
                <Count viewer={viewer} status={status} />
              </Suspense>
            </SectionBoundary>
          </span>
        </FilterLink>
      ))}
    </nav>
  )
}

async function Count({ viewer, status }: { viewer: UserViewer; status: PostStatus | undefined }) {
  const { published, drafts, scheduled } = await countsOf(viewer)
  const counts = { published, draft: drafts, scheduled }
  return formatNumber(status ? counts[status] : published + drafts + scheduled)
}

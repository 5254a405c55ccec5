import { Suspense } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { countsOf } from '@/components/posts/post-counts'
import { PostSearch, PostSort } from '@/components/posts/post-search'
import { postsHref, type PostsView } from '@/components/posts/posts-view'
import { FilterLink } from '@/components/ui/filter-link'
import { Amount } from '@/components/ui/moment'
import type { UserViewer } from '@/lib/auth/identity'
import type { PostStatus } from '@/lib/posts/policy'

const FILTERS: readonly { status: PostStatus | undefined; label: string }[] = [
  { status: undefined, label: 'All' },
  { status: 'published', label: 'Published' },
  { status: 'draft', label: 'Drafts' },
  { status: 'scheduled', label: 'Scheduled' },
]

/** What of the posts is shown: all of it is in the address. */
export function PostFilter({ viewer, view }: { viewer: UserViewer; view: PostsView }) {
  return (
    <div className="flex flex-wrap items-center gap-2 border-b p-3">
      <PostSearch view={view} />
      <nav aria-label="Filter by status" className="flex gap-0.5 overflow-x-auto max-md:order-3 max-md:w-full">
        {FILTERS.map(({ status, label }) => (
          <FilterLink key={label} href={postsHref({ ...view, status })} scroll={false} current={status === view.status}>
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
      <PostSort view={view} />
    </div>
  )
}

async function Count({ viewer, status }: { viewer: UserViewer; status: PostStatus | undefined }) {
  const { published, drafts, scheduled } = await countsOf(viewer)
  const counts = { published, draft: drafts, scheduled }
  return <Amount of={status ? counts[status] : published + drafts + scheduled} />
}

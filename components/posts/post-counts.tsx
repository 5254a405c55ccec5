import { cache, Suspense } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatNumber } from '@/lib/format'
import { countOwnPosts } from '@/lib/posts/queries'

/** Once per request: the heading and the filter both show these numbers. */
export const countsOf = cache((viewer: UserViewer) => countOwnPosts(viewer))

/** "14 published · 2 drafts · 1 scheduled" */
export function PostCounts({ viewer }: { viewer: UserViewer }) {
  return (
    <SectionBoundary>
      <Suspense fallback={null}>
        <Counts viewer={viewer} />
      </Suspense>
    </SectionBoundary>
  )
}

async function Counts({ viewer }: { viewer: UserViewer }) {
  const { published, drafts, scheduled } = await countsOf(viewer)
  const parts = [
    `${formatNumber(published)} published`,
    drafts === 1 ? '1 draft' : `${formatNumber(drafts)} drafts`,
    ...(scheduled > 0 ? [`${formatNumber(scheduled)} scheduled`] : []),
  ]
  return parts.join(' · ')
}

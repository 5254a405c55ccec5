import { cache, Suspense } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { Amount } from '@/components/ui/moment'
import type { UserViewer } from '@/lib/auth/identity'
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
  return (
    <>
      <Amount of={published} /> published · <Amount of={drafts} /> {drafts === 1 ? 'draft' : 'drafts'}
      {scheduled > 0 ? (
        <>
          {' · '}
          <Amount of={scheduled} /> scheduled
        </>
      ) : null}
    </>
  )
}

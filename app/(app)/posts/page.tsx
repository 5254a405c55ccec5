import type { Metadata } from 'next'
import { connection } from 'next/server'
import { Suspense } from 'react'
import { PageHead } from '@/components/layout/page-head'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { PostCounts } from '@/components/posts/post-counts'
import { PostFilter } from '@/components/posts/post-filter'
import { NewPostLink } from '@/components/posts/post-links'
import { PostList, PostListSkeleton } from '@/components/posts/post-list'
import { toPostsView, type PostsQuery } from '@/components/posts/posts-view'
import { Plate } from '@/components/ui/plate'
import { requireViewer } from '@/lib/auth/viewer'

export const metadata: Metadata = { title: 'Posts' }

type PostsPageProps = { searchParams: Promise<PostsQuery> }

export default async function PostsPage({ searchParams }: PostsPageProps) {
  await connection()
  const viewer = await requireViewer('/posts')
  const query = await searchParams
  const view = toPostsView(query)
  return (
    <>
      <PageHead title="Posts" note={<PostCounts viewer={viewer} />}>
        <NewPostLink />
      </PageHead>
      <Plate>
        <PostFilter viewer={viewer} view={view} />
        <SectionBoundary failure="Your posts could not be loaded" className="p-5">
          <Suspense fallback={<PostListSkeleton />}>
            <PostList
              viewer={viewer}
              view={view}
              cursor={typeof query.cursor === 'string' ? query.cursor : undefined}
            />
          </Suspense>
        </SectionBoundary>
      </Plate>
    </>
  )
}

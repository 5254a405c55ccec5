import { RecentPostList, RecentPostListSkeleton } from '@/components/posts/recent-post-list'
import type { UserViewer } from '@/lib/auth/identity'
import { postStatus } from '@/lib/posts/policy'
import { listOwnPosts } from '@/lib/posts/queries'
import { readsOfPosts } from '@/lib/stats/queries'

const ROWS = 6

export async function RecentPosts({ viewer }: { viewer: UserViewer }) {
  const { data: posts } = await listOwnPosts(viewer, { limit: ROWS })
  const reads = await readsOfPosts(
    viewer,
    posts.map((post) => post.id),
  )
  const now = new Date()
  const rows = posts.map((post) => {
    const at = post.published && post.publishedAt ? post.publishedAt : post.updatedAt
    return { id: post.id, title: post.title, at, status: postStatus(post, now), reads: reads[post.id] ?? 0 }
  })
  return <RecentPostList rows={rows} />
}

export function RecentPostsSkeleton() {
  return <RecentPostListSkeleton rows={ROWS} />
}

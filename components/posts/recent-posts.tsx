import { RecentPostList, RecentPostListSkeleton } from '@/components/posts/recent-post-list'
import { STATUS_WORDS } from '@/components/posts/post-status'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatNumber, formatShortDay } from '@/lib/format'
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
    const status = postStatus(post, now)
    const at = post.published && post.publishedAt ? post.publishedAt : post.updatedAt
    const isPublic = status === 'published'
    const state = isPublic ? `${STATUS_WORDS[status]}, ${countReads(reads[post.id] ?? 0)}` : STATUS_WORDS[status]
    return { id: post.id, title: post.title, at, day: formatShortDay(at), isPublic, state }
  })
  return <RecentPostList rows={rows} />
}

const countReads = (reads: number) => `${formatNumber(reads)} ${reads === 1 ? 'read' : 'reads'} in 30 days`

export function RecentPostsSkeleton() {
  return <RecentPostListSkeleton />
}

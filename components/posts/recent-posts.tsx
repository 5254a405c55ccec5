import Link from 'next/link'
import { NewPostLink } from '@/components/posts/post-links'
import { STATUS_WORDS } from '@/components/posts/post-status'
import { EmptyState } from '@/components/ui/empty-state'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatNumber, formatShortDay } from '@/lib/format'
import { postStatus } from '@/lib/posts/policy'
import { listOwnPosts } from '@/lib/posts/queries'
import type { PostSummary } from '@/lib/posts/schema'
import { readsOfPosts } from '@/lib/stats/queries'

const ROWS = 6
// Six rows high whatever is in it, so that the page stands still when the posts arrive.
const listClasses = 'min-h-[calc(6*3.1875rem-0.8125rem)]'
const rowClasses =
  'relative grid grid-cols-[2.875rem_7px_minmax(0,1fr)] gap-2.5 pb-[0.8125rem] text-sm leading-[1.1875rem] last:pb-0'
const lineClasses =
  'before:absolute before:top-1.5 before:-bottom-1.5 before:left-[calc(2.875rem+0.625rem+3px)] before:w-px before:bg-border last:before:hidden'

export async function RecentPosts({ viewer }: { viewer: UserViewer }) {
  const { data: posts } = await listOwnPosts(viewer, { limit: ROWS })
  const reads = await readsOfPosts(
    viewer,
    posts.map((post) => post.id),
  )
  const now = new Date()
  if (posts.length === 0) {
    return (
      <EmptyState title="No posts yet" action={<NewPostLink>Write a post</NewPostLink>} className={listClasses}>
        Write the first one. It stays a draft until you publish it.
      </EmptyState>
    )
  }
  return (
    <ol className={listClasses}>
      {posts.map((post) => (
        <RecentPost key={post.id} post={post} reads={reads[post.id] ?? 0} now={now} />
      ))}
    </ol>
  )
}

function RecentPost({ post, reads, now }: { post: PostSummary; reads: number; now: Date }) {
  const status = postStatus(post, now)
  const day = post.published && post.publishedAt ? post.publishedAt : post.updatedAt
  return (
    <li className={`${rowClasses} ${lineClasses}`}>
      <time dateTime={day} className="text-right font-mono text-label leading-[1.1875rem] text-muted-foreground">
        {formatShortDay(day)}
      </time>
      <i aria-hidden="true" className={`z-1 mt-1.5 ${status === 'published' ? 'hold' : 'hold-off bg-card'}`} />
      <p className="min-w-0">
        <span className="block truncate text-muted-foreground">
          {STATUS_WORDS[status]}
          {status === 'published' ? `, ${formatNumber(reads)} ${reads === 1 ? 'read' : 'reads'} in 30 days` : null}
        </span>
        <Link href={`/posts/${post.id}`} prefetch={false} className="block truncate underline-offset-3 hover:underline">
          {post.title}
        </Link>
      </p>
    </li>
  )
}

export function RecentPostsSkeleton() {
  return (
    <div className={listClasses}>
      <SkeletonStatus>Loading your latest posts</SkeletonStatus>
      {Array.from({ length: ROWS }, (_, index) => (
        <div key={index} className={rowClasses}>
          <Skeleton className="mt-1 w-10 justify-self-end" />
          <i aria-hidden="true" className="mt-1.5 hold-off" />
          <div className="grid h-9.5 content-around">
            <Skeleton className="w-2/5" />
            <Skeleton className="w-4/5" />
          </div>
        </div>
      ))}
    </div>
  )
}

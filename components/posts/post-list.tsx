import { postsHref } from '@/components/posts/post-filter'
import { NewPostLink } from '@/components/posts/post-links'
import { PostRow } from '@/components/posts/post-row'
import { EmptyState } from '@/components/ui/empty-state'
import { Pager } from '@/components/ui/pager'
import { Cell } from '@/components/ui/plate'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import type { UserViewer } from '@/lib/auth/viewer'
import type { PostStatus } from '@/lib/posts/policy'
import { listOwnPosts } from '@/lib/posts/queries'
import { readsOfPosts } from '@/lib/stats/queries'

const PAGE_SIZE = 20

type PostListProps = { viewer: UserViewer; status: PostStatus | undefined; cursor: string | undefined }

export async function PostList({ viewer, status, cursor }: PostListProps) {
  const { data: posts, page } = await listOwnPosts(viewer, {
    limit: PAGE_SIZE,
    ...(status ? { status } : {}),
    ...(cursor ? { cursor } : {}),
  })
  if (posts.length === 0) return <NoPosts status={status} />
  const reads = await readsOfPosts(
    viewer,
    posts.map((post) => post.id),
  )
  const now = new Date()
  return (
    <>
      <table className="w-full table-fixed max-md:block">
        <caption className="sr-only">Your posts</caption>
        <PostListHead />
        <tbody className="divide-y max-md:block">
          {posts.map((post) => (
            <PostRow key={post.id} post={post} reads={reads[post.id] ?? 0} now={now} />
          ))}
        </tbody>
      </table>
      <Pager
        shown={posts.length}
        newest={cursor ? postsHref(status) : undefined}
        older={page.nextCursor ? postsHref(status, page.nextCursor) : undefined}
      />
    </>
  )
}

function PostListHead() {
  const head = 'h-9 border-b px-3 font-mono text-label font-normal whitespace-nowrap text-muted-foreground'
  return (
    <thead className="max-md:hidden">
      <tr>
        <th scope="col" className={`${head} pl-5 text-left`}>
          Title
        </th>
        <th scope="col" className={`${head} w-38 text-left`}>
          Status
        </th>
        <th scope="col" className={`${head} w-34 text-right`}>
          Reads, 30 days
        </th>
        <th scope="col" className={`${head} w-34 text-right`}>
          Changed
        </th>
        <th scope="col" className={`${head} w-14`}>
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  )
}

function NoPosts({ status }: { status: PostStatus | undefined }) {
  if (status) {
    return (
      <Cell>
        <p className="py-6 text-muted-foreground">
          {status === 'draft' ? 'No drafts: everything you wrote is published or scheduled.' : `Nothing is ${status}.`}
        </p>
      </Cell>
    )
  }
  return (
    <Cell>
      <EmptyState title="No posts yet" action={<NewPostLink>Write a post</NewPostLink>} className="pt-6 pb-3">
        Write the first one. It stays a draft until you publish it, and nobody else sees it.
      </EmptyState>
    </Cell>
  )
}

const WIDTHS = ['w-3/5', 'w-2/5', 'w-1/2', 'w-2/3', 'w-2/5', 'w-3/5', 'w-1/2', 'w-2/5', 'w-3/5', 'w-1/2']

export function PostListSkeleton() {
  return (
    <div>
      <div className="h-9 border-b max-md:hidden" />
      <div className="divide-y">
        {WIDTHS.map((width, index) => (
          <div
            key={index}
            className="grid h-12.5 grid-cols-[minmax(0,1fr)_4rem] items-center gap-4 px-5 max-md:h-16 max-md:px-4"
          >
            <Skeleton className={width} />
            <Skeleton />
          </div>
        ))}
      </div>
      <SkeletonStatus>Loading your posts</SkeletonStatus>
    </div>
  )
}

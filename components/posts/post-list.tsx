import Link from 'next/link'
import { NewPostLink } from '@/components/posts/post-links'
import { PostTable } from '@/components/posts/post-table'
import { postsHref, type PostsView } from '@/components/posts/posts-view'
import { buttonVariants } from '@/components/ui/button-variants'
import { EmptyState } from '@/components/ui/empty-state'
import { Cell } from '@/components/ui/plate'
import { Skeleton, SkeletonTable } from '@/components/ui/skeleton'
import type { UserViewer } from '@/lib/auth/identity'
import { listOwnPosts } from '@/lib/posts/queries'
import { withReads } from '@/lib/stats/queries'

const PAGE_SIZE = 20

type PostListProps = { viewer: UserViewer; view: PostsView; cursor: string | undefined }

/** The first page comes with the document; the table asks for the older ones. */
export async function PostList({ viewer, view, cursor }: PostListProps) {
  const first = await withReads(viewer, await listOwnPosts(viewer, { ...view, cursor, limit: PAGE_SIZE }))
  const empty = <NoPosts view={view} />
  if (first.data.length === 0) return empty
  const props = { href: postsHref(view, cursor), view, first, now: new Date(), isOlder: Boolean(cursor), empty }
  return <PostTable key={props.href} {...props} />
}

const NOTHING = {
  published: 'Nothing is published.',
  scheduled: 'Nothing is scheduled.',
  draft: 'No drafts: everything you wrote is published or scheduled.',
}
const KINDS = { published: 'published post', scheduled: 'scheduled post', draft: 'draft' }

function NoPosts({ view }: { view: PostsView }) {
  if (view.q) {
    return (
      <Cell>
        <EmptyState
          level="h2"
          title={`No ${view.status ? KINDS[view.status] : 'post'} has “${view.q}”`}
          action={
            <Link
              href={postsHref({ ...view, q: undefined })}
              prefetch={false}
              className={buttonVariants({ variant: 'outline' })}
            >
              Clear the search
            </Link>
          }
          className="pt-6 pb-3 wrap-anywhere"
        >
          Titles are searched for any part, texts for whole words.
        </EmptyState>
      </Cell>
    )
  }
  if (view.status) {
    return (
      <Cell>
        <p className="py-6 text-muted-foreground">{NOTHING[view.status]}</p>
      </Cell>
    )
  }
  return (
    <Cell>
      <EmptyState
        level="h2"
        title="No posts yet"
        action={<NewPostLink>Write a post</NewPostLink>}
        className="pt-6 pb-3"
      >
        Write the first one. It stays a draft until you publish it, and nobody else sees it.
      </EmptyState>
    </Cell>
  )
}

export function PostListSkeleton() {
  return (
    <SkeletonTable
      label="Loading your posts"
      rowClassName="grid h-12.5 grid-cols-[minmax(0,1fr)_4rem] gap-4 max-md:h-16"
      after={<Skeleton />}
    />
  )
}

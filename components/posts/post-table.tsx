'use client'

import Link from 'next/link'
import { useEffect, useEffectEvent, useRef, type MouseEvent, type ReactNode } from 'react'
import { PostRow } from '@/components/posts/post-row'
import { postsHref, SORT_WORDS, type PostsView } from '@/components/posts/posts-view'
import { usePostActions } from '@/components/posts/use-post-actions'
import { usePostPages } from '@/components/posts/use-post-pages'
import { buttonVariants } from '@/components/ui/button-variants'
import { Amount } from '@/components/ui/moment'
import { Skeleton } from '@/components/ui/skeleton'
import { Spinner } from '@/components/ui/spinner'
import { TableHead, TableHeader } from '@/components/ui/table'
import { useIntersectionObserver } from '@/hooks/use-intersection-observer'
import { useViewerFormat } from '@/hooks/use-viewer-format'
import { postStatus } from '@/lib/posts/policy'
import type { PostPage } from '@/lib/posts/schema'

type PostTableProps = {
  href: string
  view: PostsView
  first: PostPage
  now: Date
  isOlder: boolean
  /** Stands here once the last row is gone. */
  empty: ReactNode
}

export function PostTable({ href, view, first, now: loadedAt, isOlder, empty }: PostTableProps) {
  const pages = usePostPages(first, view, href)
  const { posts, now, ...actions } = usePostActions(pages.posts, loadedAt)
  const format = useViewerFormat()
  const shown = posts.filter((post) => !view.status || postStatus(post, now) === view.status)
  if (shown.length === 0 && pages.nextCursor === null && !isOlder) return empty
  return (
    <>
      <table className="w-full table-fixed max-md:block">
        <caption className="sr-only">Your posts</caption>
        <PostTableHead sort={view.sort} />
        <tbody className="divide-y max-md:block">
          {shown.map((post) => (
            <PostRow key={post.id} post={post} sort={view.sort} now={now} format={format} actions={actions} />
          ))}
        </tbody>
      </table>
      {pages.loading.kind === 'loading' ? <RowSkeletons /> : null}
      <PostTableFoot view={view} pages={pages} shown={shown.length} lastId={shown.at(-1)?.id} isOlder={isOlder} />
    </>
  )
}

function PostTableHead({ sort }: { sort: PostsView['sort'] }) {
  return (
    <TableHeader>
      <TableHead className="pl-5">Title</TableHead>
      <TableHead className="w-38">Status</TableHead>
      <TableHead className="w-34 text-right">Reads, 30 days</TableHead>
      <TableHead aria-sort="descending" className="w-34 text-right text-foreground">
        {SORT_WORDS[sort].column} <span aria-hidden="true">↓</span>
      </TableHead>
      <TableHead className="w-14">
        <span className="sr-only">Actions</span>
      </TableHead>
    </TableHeader>
  )
}

/** How far below the window the end is when the next page is asked for. */
const NEAR = '600px 0px'

type PostTableFootProps = {
  view: PostsView
  pages: ReturnType<typeof usePostPages>
  shown: number
  lastId: string | undefined
  isOlder: boolean
}

/** Older posts come as the end draws near. The link asks for them too, and leads to them where no script runs. */
function PostTableFoot({ view, pages, shown, lastId, isOlder }: PostTableFootProps) {
  const { nextCursor, loading, loadMore } = pages
  const footRef = useRef<HTMLDivElement>(null)
  const isNear = useIntersectionObserver(footRef, { rootMargin: NEAR, since: nextCursor })
  const onNear = useEffectEvent(() => void loadMore())
  const isReady = loading.kind === 'idle' && nextCursor !== null
  useEffect(() => {
    if (isNear && isReady) onNear()
  }, [isNear, isReady])

  const press = async (event: MouseEvent) => {
    if (event.metaKey || event.ctrlKey || event.shiftKey) return
    event.preventDefault()
    await loadMore()
    // Who pressed a key goes on reading at the first of the new ones.
    if (event.detail === 0) requestAnimationFrame(() => focusAfter(lastId))
  }
  return (
    <div
      ref={footRef}
      className="flex min-h-13 flex-wrap items-center justify-between gap-x-4 gap-y-2 border-t py-2 pr-3 pl-5 max-md:pl-4"
    >
      <p role="status" className="flex items-center gap-2 font-mono text-label text-muted-foreground">
        {loading.kind === 'loading' ? <Spinner /> : null}
        {loading.kind === 'failed' ? (
          <span className="text-destructive">Older posts could not be loaded: {loading.reason}</span>
        ) : (
          <span>
            <Amount of={shown} /> shown
          </span>
        )}
      </p>
      <nav aria-label="Pages" className="flex gap-2">
        {isOlder ? <PageLink href={postsHref(view)}>Back to newest</PageLink> : null}
        {nextCursor ? (
          <PageLink href={postsHref(view, nextCursor)} onClick={(event) => void press(event)}>
            {loading.kind === 'failed' ? 'Try again' : 'Older posts'}
          </PageLink>
        ) : null}
      </nav>
    </div>
  )
}

function focusAfter(postId: string | undefined) {
  const row = postId ? document.getElementById(`post-${postId}`)?.closest('tr') : null
  row?.nextElementSibling?.querySelector('a')?.focus()
}

type PageLinkProps = { href: string; onClick?: (event: MouseEvent) => void; children: string }

function PageLink({ children, ...props }: PageLinkProps) {
  return (
    <Link prefetch={false} className={buttonVariants({ variant: 'outline', size: 'sm' })} {...props}>
      {children}
    </Link>
  )
}

function RowSkeletons() {
  return (
    <div aria-hidden="true" className="divide-y border-t">
      {['w-1/2', 'w-2/5', 'w-3/5'].map((width) => (
        <div key={width} className="grid h-12.5 items-center px-5 max-md:h-16 max-md:px-4">
          <Skeleton className={width} />
        </div>
      ))}
    </div>
  )
}

'use client'

import Link from 'next/link'
import { NewPostLink } from '@/components/posts/post-links'
import { STATUS_WORDS } from '@/components/posts/post-status'
import { EmptyState } from '@/components/ui/empty-state'
import { Amount, Moment } from '@/components/ui/moment'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import type { PostStatus } from '@/lib/posts/policy'

// Six rows high whatever is in it, so that the page stands still when the posts arrive.
const listClasses = 'min-h-[calc(6*3.1875rem-0.8125rem)]'
const rowClasses =
  'relative grid grid-cols-[2.875rem_7px_minmax(0,1fr)] gap-2.5 pb-[0.8125rem] text-sm leading-[1.1875rem] last:pb-0'
const lineClasses =
  'before:absolute before:top-1.5 before:-bottom-1.5 before:left-[calc(2.875rem+0.625rem+3px)] before:w-px before:bg-border last:before:hidden'

type RecentPost = { id: string; title: string; at: string; status: PostStatus; reads: number }

export function RecentPostList({ rows }: { rows: readonly RecentPost[] }) {
  if (rows.length === 0) {
    return (
      <EmptyState title="No posts yet" action={<NewPostLink>Write a post</NewPostLink>} className={listClasses}>
        Write the first one. It stays a draft until you publish it.
      </EmptyState>
    )
  }
  return (
    <ol className={listClasses}>
      {rows.map(({ id, title, at, status, reads }) => (
        <li key={id} className={`${rowClasses} ${lineClasses}`}>
          <Moment
            at={at}
            as="short-day"
            className="text-right font-mono text-label leading-[1.1875rem] text-muted-foreground"
          />
          <i aria-hidden="true" className={`z-1 mt-1.5 ${status === 'published' ? 'hold' : 'hold-off bg-card'}`} />
          <p className="min-w-0">
            <span className="block truncate text-muted-foreground">
              {STATUS_WORDS[status]}
              {status === 'published' ? <Reads reads={reads} /> : null}
            </span>
            <Link href={`/posts/${id}`} prefetch={false} className="block truncate underline-offset-3 hover:underline">
              {title}
            </Link>
          </p>
        </li>
      ))}
    </ol>
  )
}

function Reads({ reads }: { reads: number }) {
  return (
    <>
      , <Amount of={reads} /> {reads === 1 ? 'read' : 'reads'} in 30 days
    </>
  )
}

export function RecentPostListSkeleton({ rows }: { rows: number }) {
  return (
    <div className={listClasses}>
      <SkeletonStatus>Loading your latest posts</SkeletonStatus>
      {Array.from({ length: rows }, (_, index) => (
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

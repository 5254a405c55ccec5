'use client'

import Link from 'next/link'
import { PostMenu } from '@/components/posts/post-menu'
import { PostStatusBadge } from '@/components/posts/post-status'
import type { PostsView } from '@/components/posts/posts-view'
import type { ListedPost, PostActions } from '@/components/posts/use-post-actions'
import { Amount } from '@/components/ui/moment'
import { formatRecent, formatShortDay, formatTime, type FormatOptions } from '@/lib/format'
import { postStatus, type PostStatus } from '@/lib/posts/policy'

type PostRowProps = {
  post: ListedPost
  sort: PostsView['sort']
  now: Date
  format: FormatOptions
  actions: PostActions
}

const rowClasses = [
  'transition-colors hover:bg-accent/45 has-aria-expanded:bg-accent/60',
  'max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto_2.75rem] max-md:items-center max-md:gap-x-3 max-md:gap-y-[0.1875rem] max-md:py-3 max-md:pr-1.5 max-md:pl-4',
].join(' ')
const cellClasses = 'h-12.5 px-3 text-sm max-md:block max-md:h-auto max-md:p-0'

/** One line of a table; on the phone, two lines. */
export function PostRow({ post, sort, now, format, actions }: PostRowProps) {
  const status = postStatus(post, now)
  const reads = post.reads ?? 0
  return (
    <tr className={rowClasses}>
      <td className={`${cellClasses} pl-5 max-md:col-span-2`}>
        <Link
          id={`post-${post.id}`}
          href={`/posts/${post.id}`}
          prefetch={false}
          title={post.title}
          className="block truncate font-medium underline-offset-3 hover:underline"
        >
          {post.title}
        </Link>
        <span className="mt-px block truncate font-mono text-label text-muted-foreground max-md:hidden">
          /blog/{post.slug}
        </span>
      </td>
      <td className={`${cellClasses} max-md:col-start-1 max-md:row-start-2`}>
        <span className="flex flex-col max-md:flex-row max-md:items-center max-md:gap-2">
          <PostStatusBadge status={status} />
          <PublicationDay status={status} publishedAt={post.publishedAt} format={format} />
        </span>
      </td>
      <td className={`${cellClasses} text-right font-medium tabular-nums max-md:col-start-2 max-md:row-start-2`}>
        <Reads reads={reads} />
      </td>
      <td className={`${cellClasses} text-right whitespace-nowrap text-muted-foreground max-md:hidden`}>
        {formatRecent(sort === 'created' ? post.createdAt : post.updatedAt, now, format)}
      </td>
      <td className={`${cellClasses} pr-5 pl-0 text-right max-md:col-start-3 max-md:row-span-2 max-md:row-start-1`}>
        <PostMenu post={post} status={status} actions={actions} />
      </td>
    </tr>
  )
}

type PublicationDayProps = { status: PostStatus; publishedAt: string | null; format: FormatOptions }

function PublicationDay({ status, publishedAt, format }: PublicationDayProps) {
  if (status === 'draft' || !publishedAt) return null
  const day = formatShortDay(publishedAt, format)
  return (
    <span className="pl-[13px] font-mono text-label whitespace-nowrap text-muted-foreground max-md:pl-0">
      {status === 'scheduled' ? `${day}, ${formatTime(publishedAt, format)}` : day}
    </span>
  )
}

function Reads({ reads }: { reads: number }) {
  if (reads > 0) {
    return (
      <>
        <Amount of={reads} />
        <span className="sr-only md:hidden"> reads in 30 days</span>
      </>
    )
  }
  return (
    <span className="font-mono text-label font-normal text-muted-foreground">
      <span aria-hidden="true">–</span>
      <span className="sr-only">no reads</span>
    </span>
  )
}

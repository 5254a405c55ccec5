'use client'

import { ArrowUpRight, Ellipsis, Link2, Pencil, SquareArrowUp, Trash2, Undo2 } from 'lucide-react'
import dynamic from 'next/dynamic'
import Link from 'next/link'
import { useRef, useState, type KeyboardEvent } from 'react'
import { copyPostLink, type ListedPost, type PostActions } from '@/components/posts/use-post-actions'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Kbd } from '@/components/ui/kbd'
import type { PostStatus } from '@/lib/posts/policy'

const DeletePostDialog = dynamic(
  () => import('@/components/posts/delete-post-dialog').then((module) => module.DeletePostDialog),
  { ssr: false },
)

type PostMenuProps = { post: ListedPost; status: PostStatus; actions: PostActions }

export function PostMenu({ post, status, actions }: PostMenuProps) {
  const [isDeleting, setIsDeleting] = useState(false)
  const openerRef = useRef<HTMLButtonElement>(null)
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button ref={openerRef} variant="ghost" size="icon-sm" aria-label={`Actions for ${post.title}`}>
            <Ellipsis aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent onKeyDown={pressItem}>
          <GoItems post={post} status={status} />
          <DropdownMenuSeparator />
          <PublishItems status={status} onChange={(published) => actions.setPublished(post, published)} />
          <DropdownMenuItem variant="destructive" onSelect={() => setIsDeleting(true)}>
            <Trash2 aria-hidden="true" />
            Delete…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      {isDeleting ? (
        <DeletePostDialog
          post={post}
          status={status}
          openerRef={openerRef}
          onClose={() => setIsDeleting(false)}
          onDelete={() => actions.remove(post)}
        />
      ) : null}
    </>
  )
}

function GoItems({ post, status }: { post: ListedPost; status: PostStatus }) {
  return (
    <>
      {status === 'published' && !post.isSettling ? (
        <DropdownMenuItem asChild>
          <Link href={`/blog/${post.slug}`} prefetch={false} data-key="v">
            <ArrowUpRight aria-hidden="true" />
            View
            <Kbd aria-hidden="true">V</Kbd>
          </Link>
        </DropdownMenuItem>
      ) : null}
      <DropdownMenuItem asChild>
        <Link href={`/posts/${post.id}`} prefetch={false} data-key="e">
          <Pencil aria-hidden="true" />
          Edit
          <Kbd aria-hidden="true">E</Kbd>
        </Link>
      </DropdownMenuItem>
      <DropdownMenuItem data-key="l" onSelect={() => void copyPostLink(post.slug)}>
        <Link2 aria-hidden="true" />
        Copy link
        <Kbd aria-hidden="true">L</Kbd>
      </DropdownMenuItem>
    </>
  )
}

type PublishItemsProps = { status: PostStatus; onChange: (published: boolean) => Promise<unknown> }

function PublishItems({ status, onChange }: PublishItemsProps) {
  return (
    <>
      {status === 'published' ? null : (
        <DropdownMenuItem onSelect={() => void onChange(true)}>
          <SquareArrowUp aria-hidden="true" />
          {status === 'scheduled' ? 'Publish now' : 'Publish'}
        </DropdownMenuItem>
      )}
      {status === 'draft' ? null : (
        <DropdownMenuItem onSelect={() => void onChange(false)}>
          <Undo2 aria-hidden="true" />
          Back to draft
        </DropdownMenuItem>
      )}
    </>
  )
}

/** The letters at the right of the menu work while it is open. */
function pressItem(event: KeyboardEvent<HTMLElement>) {
  const item = event.currentTarget.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
  if (!item || event.metaKey || event.ctrlKey || event.altKey) return
  event.preventDefault()
  item.click()
}

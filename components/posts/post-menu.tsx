'use client'

import { ArrowUpRight, Ellipsis, Link2, Pencil, SquareArrowUp, Trash2, Undo2 } from 'lucide-react'
import Link from 'next/link'
import { useState, type KeyboardEvent } from 'react'
import { DeletePostDialog } from '@/components/posts/delete-post-dialog'
import { usePostActions, type ListedPost } from '@/components/posts/use-post-actions'
import { Button } from '@/components/ui/button'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { Kbd } from '@/components/ui/kbd'

export function PostMenu({ post, reads }: { post: ListedPost; reads: number }) {
  const [isDeleting, setIsDeleting] = useState(false)
  const { pending, setPublished, remove, copyLink } = usePostActions(post)
  return (
    <>
      <DropdownMenu>
        <DropdownMenuTrigger asChild>
          <Button variant="ghost" size="icon-sm" aria-label={`Actions for ${post.title}`} disabled={pending}>
            <Ellipsis aria-hidden="true" />
          </Button>
        </DropdownMenuTrigger>
        <DropdownMenuContent onKeyDown={pressItem}>
          <GoItems post={post} onCopy={copyLink} />
          <DropdownMenuSeparator />
          <PublishItem post={post} onChange={setPublished} />
          <DropdownMenuItem variant="destructive" onSelect={() => setIsDeleting(true)}>
            <Trash2 aria-hidden="true" />
            Delete…
          </DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <DeletePostDialog
        post={post}
        reads={reads}
        open={isDeleting}
        onOpenChange={setIsDeleting}
        pending={pending}
        onDelete={remove}
      />
    </>
  )
}

function GoItems({ post, onCopy }: { post: ListedPost; onCopy: () => Promise<unknown> }) {
  return (
    <>
      {post.status === 'published' ? (
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
      <DropdownMenuItem data-key="l" onSelect={() => void onCopy()}>
        <Link2 aria-hidden="true" />
        Copy link
        <Kbd aria-hidden="true">L</Kbd>
      </DropdownMenuItem>
    </>
  )
}

function PublishItem({ post, onChange }: { post: ListedPost; onChange: (published: boolean) => Promise<unknown> }) {
  const isDraft = post.status === 'draft'
  const Icon = isDraft ? SquareArrowUp : Undo2
  return (
    <DropdownMenuItem onSelect={() => void onChange(isDraft)}>
      <Icon aria-hidden="true" />
      {isDraft ? 'Publish' : 'Back to draft'}
    </DropdownMenuItem>
  )
}

/** The letters at the right of the menu work while it is open. */
function pressItem(event: KeyboardEvent<HTMLElement>) {
  const item = event.currentTarget.querySelector<HTMLElement>(`[data-key="${CSS.escape(event.key.toLowerCase())}"]`)
  if (!item || event.metaKey || event.ctrlKey || event.altKey) return
  event.preventDefault()
  item.click()
}

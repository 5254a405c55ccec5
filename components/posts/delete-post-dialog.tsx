'use client'

import { useRef, type RefObject } from 'react'
import {
  AlertDialog,
  AlertDialogAction,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { useViewerFormat } from '@/hooks/use-viewer-format'
import { formatNumber, type FormatOptions } from '@/lib/format'
import type { PostStatus } from '@/lib/posts/policy'
import type { PostSummary } from '@/lib/posts/schema'

type DeletePostDialogProps = {
  post: PostSummary
  status: PostStatus
  /** Gets the focus back when the post stays. */
  openerRef: RefObject<HTMLElement | null>
  onClose: () => void
  onDelete: () => void
}

export function DeletePostDialog({ post, status, openerRef, onClose, onDelete }: DeletePostDialogProps) {
  const isDeleted = useRef(false)
  const format = useViewerFormat()
  const confirm = () => {
    isDeleted.current = true
    onDelete()
  }
  const returnFocus = (event: Event) => {
    event.preventDefault()
    if (!isDeleted.current) openerRef.current?.focus()
  }
  return (
    <AlertDialog open onOpenChange={(open) => !open && onClose()}>
      <AlertDialogContent onCloseAutoFocus={returnFocus}>
        <AlertDialogTitle>Delete this post?</AlertDialogTitle>
        <AlertDialogDescription>{describeLoss(post, status, format)}</AlertDialogDescription>
        <AlertDialogFooter>
          <AlertDialogCancel asChild>
            <Button variant="outline">Keep it</Button>
          </AlertDialogCancel>
          <AlertDialogAction asChild>
            <Button variant="destructive-solid" onClick={confirm}>
              Delete post
            </Button>
          </AlertDialogAction>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  )
}

function describeLoss({ title, reads = 0 }: PostSummary, status: PostStatus, format: FormatOptions): string {
  const after = 'For 8 seconds you can still take it back.'
  if (status === 'draft') return `“${title}” goes, with everything written in it and its statistics. ${after}`
  if (status === 'scheduled') return `“${title}” will not go out. Its text and statistics go too. ${after}`
  const read =
    reads > 0 ? `was read ${formatNumber(reads, format)} ${reads === 1 ? 'time' : 'times'} in 30 days` : 'is public'
  return `“${title}” ${read}. Its statistics go with it, its address will answer 404, and links to it will break. ${after}`
}

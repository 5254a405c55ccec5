'use client'

import type { ListedPost } from '@/components/posts/use-post-actions'
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { formatNumber } from '@/lib/format'

type DeletePostDialogProps = {
  post: ListedPost
  reads: number
  open: boolean
  onOpenChange: (open: boolean) => void
  pending: boolean
  /** Resolves to whether the post is gone. */
  onDelete: () => Promise<boolean>
}

export function DeletePostDialog({ post, reads, open, onOpenChange, pending, onDelete }: DeletePostDialogProps) {
  const confirm = async () => {
    if (await onDelete()) onOpenChange(false)
  }
  return (
    <AlertDialog open={open} onOpenChange={onOpenChange}>
      <AlertDialogContent>
        <AlertDialogTitle>Delete this post?</AlertDialogTitle>
        <AlertDialogDescription>{describeLoss(post, reads)}</AlertDialogDescription>
        <AlertDialogFooter>
          <AlertDialogCancel asChild>
            <Button variant="outline">Keep it</Button>
          </AlertDialogCancel>
          <Button variant="destructive-solid" pending={pending} onClick={() => void confirm()}>
            Delete post
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  )
}

function describeLoss({ title, status }: ListedPost, reads: number): string {
  if (status !== 'published') return `“${title}” and everything written in it will be gone.`
  const read =
    reads > 0 ? ` was read ${formatNumber(reads)} ${reads === 1 ? 'time' : 'times'} in 30 days` : ' is public'
  return `“${title}”${read}. Its address will answer 404, and links to it will break.`
}

'use client'

import { useEffect, useState } from 'react'
import type { Typed } from '@/components/posts/kept-text'
import { formatMoment } from '@/components/posts/post-toasts'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
  useFocusReturn,
} from '@/components/ui/dialog'
import { FormError } from '@/components/ui/field'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import { useViewerFormat } from '@/hooks/use-viewer-format'
import { api } from '@/lib/api-client/client'
import type { Post } from '@/lib/posts/schema'

type ConflictDialogProps = {
  postId: string
  mine: Typed
  onClose: () => void
  onKeepMine: (theirs: Post) => void
  onTakeTheirs: (theirs: Post) => void
}

/** Two versions side by side: what is typed here, and what the server has by now. */
export function ConflictDialog({ postId, mine, onClose, onKeepMine, onTakeTheirs }: ConflictDialogProps) {
  const { theirs, problem } = useStoredVersion(postId)
  const format = useViewerFormat()
  const decide = (act: (theirs: Post) => void) => {
    if (!theirs) return
    act(theirs)
    onClose()
  }
  return (
    <Dialog open onOpenChange={(open) => !open && onClose()}>
      <DialogContent onCloseAutoFocus={useFocusReturn()} className="flex max-w-240 flex-col overflow-hidden">
        <DialogTitle>It was changed elsewhere</DialogTitle>
        <DialogDescription>
          Lines that only one of the two has are marked. What you do not choose is gone; close this to decide later.
        </DialogDescription>
        <div className="mt-[1.125rem] grid min-h-0 divide-y overflow-y-auto border-t md:grid-cols-2 md:divide-x md:divide-y-0">
          <Version title="Yours, in this browser" text={mine} other={theirs} />
          {theirs ? (
            <Version title={`Stored, ${formatMoment(theirs.updatedAt, format)}`} text={theirs} other={mine} />
          ) : (
            <div className="grid content-start gap-3 px-5 py-4">
              {problem ? <FormError title={`The stored version could not be read: ${problem}`} /> : <Loading />}
            </div>
          )}
        </div>
        <DialogFooter>
          <Button variant="outline" disabled={!theirs} onClick={() => decide(onTakeTheirs)}>
            Take theirs
          </Button>
          <Button disabled={!theirs} onClick={() => decide(onKeepMine)}>
            Keep mine
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}

function useStoredVersion(postId: string) {
  const [answer, setAnswer] = useState<{ theirs?: Post; problem?: string }>({})
  useEffect(() => {
    let isWanted = true
    void api.posts.get(postId).then((result) => {
      if (isWanted) setAnswer(result.ok ? { theirs: result.data } : { problem: result.problem.detail })
    })
    return () => {
      isWanted = false
    }
  }, [postId])
  return answer
}

type Words = Pick<Typed, 'title' | 'content' | 'slug'>

function Version({ title, text, other }: { title: string; text: Words; other: Words | undefined }) {
  return (
    <section aria-label={title} className="min-w-0 px-5 py-4">
      <h3 className="font-mono text-label font-normal text-muted-foreground">{title}</h3>
      <p className="mt-2 font-medium wrap-anywhere">
        <Marked isOwn={other !== undefined && other.title !== text.title}>{text.title || 'Untitled'}</Marked>
      </p>
      {text.slug ? (
        <p className="font-mono text-label wrap-anywhere text-muted-foreground">
          <Marked isOwn={Boolean(other?.slug) && other?.slug !== text.slug}>/blog/{text.slug}</Marked>
        </p>
      ) : null}
      <pre
        tabIndex={0}
        aria-label={`Text: ${title}`}
        className="mt-3 max-h-[36dvh] overflow-y-auto font-mono text-xs leading-5 wrap-anywhere whitespace-pre-wrap max-md:max-h-[22dvh]"
      >
        {linesOf(text.content, other?.content).map(({ line, isOwn }, index) => (
          <span key={index}>
            <Marked isOwn={isOwn}>{line}</Marked>
            {'\n'}
          </span>
        ))}
      </pre>
    </section>
  )
}

function Marked({ isOwn, children }: { isOwn: boolean; children: React.ReactNode }) {
  return isOwn ? (
    <mark className="bg-hold-wash text-foreground shadow-[-3px_0_0_var(--hold-mark)]">{children}</mark>
  ) : (
    children
  )
}

/** Lines that the other text does not have anywhere. */
function linesOf(text: string, other: string | undefined) {
  const lines = text.split('\n')
  if (other === undefined) return lines.map((line) => ({ line, isOwn: false }))
  const theirs = new Set(other.split('\n'))
  return lines.map((line) => ({ line, isOwn: line.trim() !== '' && !theirs.has(line) }))
}

function Loading() {
  return (
    <>
      <Skeleton className="w-2/5" />
      <Skeleton className="w-4/5" />
      <Skeleton className="w-3/5" />
      <SkeletonStatus>Reading the stored version</SkeletonStatus>
    </>
  )
}

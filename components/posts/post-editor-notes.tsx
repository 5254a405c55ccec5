'use client'

import type { ReactNode } from 'react'
import type { KeptText } from '@/components/posts/kept-text'
import { formatMoment } from '@/components/posts/post-toasts'
import type { SaveState } from '@/components/posts/use-post-form'
import type { EditedPost } from '@/components/posts/use-post-store'
import { Badge, type BadgeStatus } from '@/components/ui/badge'
import { Button } from '@/components/ui/button'
import { useViewerFormat } from '@/hooks/use-viewer-format'
import type { FormatOptions } from '@/lib/format'
import type { PostStatus } from '@/lib/posts/policy'

type PostEditorNotesProps = {
  post: EditedPost | null
  status: PostStatus
  state: SaveState
  isKept: boolean
  offer: KeptText | null
  onTakeOffer: () => void
  onDropOffer: () => void
  onRetry: () => void
  onCompare: () => void
}

/** Sentences between the bar and the text: what was not saved and what to do, what this browser kept, when it goes out. */
export function PostEditorNotes({ post, status, state, isKept, offer, ...on }: PostEditorNotesProps) {
  const format = useViewerFormat()
  const kept = isKept ? 'Kept in this browser.' : 'This browser cannot keep it: copy it before you leave.'
  return (
    <div role="status" className="divide-y">
      {state.kind === 'failed' ? (
        <Note
          shape="failed"
          actions={
            <Button variant="outline" size="sm" onClick={on.onRetry}>
              Try again
            </Button>
          }
        >
          Not saved: {state.reason.replace(/\.$/, '')}. {kept}
        </Note>
      ) : null}
      {state.kind === 'conflict' ? (
        <Note
          shape="failed"
          actions={
            <Button variant="outline" size="sm" aria-haspopup="dialog" onClick={on.onCompare}>
              Compare
            </Button>
          }
        >
          Not saved: it was changed elsewhere. {kept}
        </Note>
      ) : null}
      {offer ? <Offer offer={offer} format={format} {...on} /> : null}
      {status === 'scheduled' && post?.publishedAt ? (
        <Note shape="scheduled">Goes out {formatMoment(post.publishedAt, format)}.</Note>
      ) : null}
    </div>
  )
}

type OfferProps = Pick<PostEditorNotesProps, 'onTakeOffer' | 'onDropOffer'> & { offer: KeptText; format: FormatOptions }

function Offer({ offer, format, onTakeOffer, onDropOffer }: OfferProps) {
  return (
    <Note
      shape="warn"
      actions={
        <>
          <Button variant="outline" size="sm" onClick={onTakeOffer}>
            Use it
          </Button>
          <Button variant="ghost" size="sm" onClick={onDropOffer}>
            Discard
          </Button>
        </>
      }
    >
      This browser kept text that was not saved, from {formatMoment(offer.at, format)}.
    </Note>
  )
}

function Note({ shape, actions, children }: { shape: BadgeStatus; actions?: ReactNode; children: ReactNode }) {
  return (
    <div className="flex min-h-11 flex-wrap items-center justify-between gap-x-4 gap-y-1.5 px-4 py-2 last:border-b">
      <Badge status={shape} className="text-sm leading-5 whitespace-normal [&>span]:mt-0.5">
        <span className="size-auto! border-0">{children}</span>
      </Badge>
      {actions ? <div className="flex gap-1.5">{actions}</div> : null}
    </div>
  )
}

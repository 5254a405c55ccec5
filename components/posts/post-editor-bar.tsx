'use client'

import { CalendarClock, ChevronLeft, ChevronRight, Eye } from 'lucide-react'
import Link from 'next/link'
import { ThemeToggle } from '@/components/layout/theme-toggle'
import type { SaveState } from '@/components/posts/use-post-form'
import type { Intent } from '@/components/posts/use-post-store'
import { Button } from '@/components/ui/button'
import { buttonVariants } from '@/components/ui/button-variants'
import { useHydrated } from '@/hooks/use-hydrated'
import { useViewerFormat } from '@/hooks/use-viewer-format'
import { formatTime } from '@/lib/format'
import type { PostStatus } from '@/lib/posts/policy'

type PostEditorBarProps = {
  title: string
  slug: string | null
  status: PostStatus
  state: SaveState
  isUnsaved: boolean
  pending: Intent['kind'] | null
  onAct: (intent: Intent) => void
  onSchedule: () => void
}

export function PostEditorBar({ title, slug, status, state, isUnsaved, ...actions }: PostEditorBarProps) {
  return (
    <header className="sticky top-0 z-10 flex h-13 items-center gap-2 border-b bg-card px-3">
      <Link
        href="/posts"
        prefetch={false}
        className="flex h-control flex-none items-center gap-1.5 rounded-md pr-1 text-sm text-muted-foreground hover:text-foreground"
      >
        <span className="grid size-control place-items-center rounded-md">
          <ChevronLeft aria-hidden="true" />
        </span>
        <span className="max-md:sr-only">Posts</span>
        <ChevronRight aria-hidden="true" className="size-3 max-md:hidden" />
      </Link>
      <h1 className="min-w-0 flex-1 truncate text-sm font-medium tracking-ui">
        {title.trim() || (slug ? 'Untitled' : 'New post')}
      </h1>
      <SaveNote state={state} isUnsaved={isUnsaved} />
      {/* Not before the server has it: who asks for the page too early is told that there is none. */}
      {slug && status === 'published' && actions.pending === null ? (
        <Link
          href={`/blog/${slug}`}
          target="_blank"
          className={buttonVariants({ variant: 'ghost', className: 'max-md:hidden' })}
        >
          <Eye aria-hidden="true" />
          View
        </Link>
      ) : null}
      <ThemeToggle className="max-md:hidden" />
      <SaveButtons status={status} {...actions} />
    </header>
  )
}

/** A draft saves itself, so its buttons say when it goes out; what is public is saved when its author says so. */
function SaveButtons({
  status,
  pending,
  onAct,
  onSchedule,
}: Pick<PostEditorBarProps, 'status' | 'pending' | 'onAct' | 'onSchedule'>) {
  const isOff = !useHydrated() || pending !== null
  const isDraft = status === 'draft'
  return (
    <div className="flex flex-none items-center gap-1.5">
      {status === 'published' ? null : (
        <Button
          variant="outline"
          disabled={isOff}
          aria-haspopup="dialog"
          aria-label={isDraft ? 'Schedule' : 'Change the time'}
          className="max-sm:w-control max-sm:px-0"
          onClick={onSchedule}
        >
          <CalendarClock aria-hidden="true" />
          <span className="max-sm:hidden">{isDraft ? 'Schedule' : 'Change time'}</span>
        </Button>
      )}
      {isDraft ? null : (
        <Button
          variant="outline"
          disabled={isOff}
          pending={pending === 'unpublish'}
          onClick={() => onAct({ kind: 'unpublish' })}
        >
          Unpublish
        </Button>
      )}
      <Button
        disabled={isOff}
        pending={pending === 'publish' || pending === 'keep'}
        onClick={() => onAct({ kind: isDraft ? 'publish' : 'keep' })}
      >
        {isDraft ? 'Publish' : 'Save'}
      </Button>
    </div>
  )
}

const shapes = { saved: 'hold', open: 'hold-off', failed: 'size-[7px] flex-none scale-90 rotate-45 bg-destructive' }

function SaveNote({ state, isUnsaved }: { state: SaveState; isUnsaved: boolean }) {
  const format = useViewerFormat()
  const [shape, words] = ((): [keyof typeof shapes | null, string] => {
    if (state.kind === 'saving') return [null, 'Saving…']
    if (state.kind === 'failed' || state.kind === 'conflict') return ['failed', 'Not saved']
    if (isUnsaved) return ['open', 'Not saved yet']
    return state.kind === 'saved' ? ['saved', `Saved ${formatTime(state.at, format)}`] : [null, '']
  })()
  return (
    <p
      role="status"
      className="mr-1 flex flex-none items-center gap-[0.4375rem] font-mono text-label whitespace-nowrap text-muted-foreground md:mr-2.5"
    >
      {shape ? <i aria-hidden="true" className={shapes[shape]} /> : null}
      <span className={shape === 'failed' ? 'text-destructive' : 'max-sm:sr-only'}>{words}</span>
    </p>
  )
}

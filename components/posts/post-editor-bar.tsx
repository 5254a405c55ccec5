'use client'

import { ChevronLeft, ChevronRight, Eye } from 'lucide-react'
import Link from 'next/link'
import { ThemeToggle } from '@/components/layout/theme-toggle'
import { LEAVE_QUESTION } from '@/components/posts/use-leave-guard'
import type { SaveState } from '@/components/posts/use-post-form'
import { Button, buttonVariants } from '@/components/ui/button'
import { useHydrated } from '@/hooks/use-hydrated'
import { formatClock } from '@/lib/format'
import type { PostStatus } from '@/lib/posts/policy'

type PostEditorBarProps = {
  title: string
  slug: string | null
  status: PostStatus
  save: SaveState
  isUnsaved: boolean
  isMoving: boolean
  onSave: (published: boolean) => Promise<void>
}

export function PostEditorBar({ title, slug, status, save, isUnsaved, isMoving, onSave }: PostEditorBarProps) {
  return (
    <header className="sticky top-0 z-10 flex h-13 items-center gap-2 border-b bg-card px-3">
      <BackLink isUnsaved={isUnsaved} />
      <h1 className="min-w-0 flex-1 truncate text-sm font-medium tracking-ui">
        {title.trim() || (slug ? 'Untitled' : 'New post')}
      </h1>
      <SaveNote save={save} isUnsaved={isUnsaved} />
      {slug && status === 'published' ? (
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
      <SaveButtons status={status} isSaving={save.kind === 'saving' || isMoving} onSave={onSave} />
    </header>
  )
}

function BackLink({ isUnsaved }: { isUnsaved: boolean }) {
  const guard = (event: { preventDefault: () => void }) => {
    if (isUnsaved && !window.confirm(LEAVE_QUESTION)) event.preventDefault()
  }
  return (
    <Link
      href="/posts"
      prefetch={false}
      onNavigate={guard}
      className="flex h-control flex-none items-center gap-1.5 rounded-md pr-1 text-sm text-muted-foreground hover:text-foreground"
    >
      <span className="grid size-control place-items-center rounded-md">
        <ChevronLeft aria-hidden="true" />
      </span>
      <span className="max-md:sr-only">Posts</span>
      <ChevronRight aria-hidden="true" className="size-3 max-md:hidden" />
    </Link>
  )
}

/** A draft is saved or published; what is public is saved or taken back. */
function SaveButtons({
  status,
  isSaving,
  onSave,
}: Pick<PostEditorBarProps, 'status' | 'onSave'> & { isSaving: boolean }) {
  const hydrated = useHydrated()
  const isDraft = status === 'draft'
  const off = !hydrated || isSaving
  return (
    <div className="flex flex-none items-center gap-1.5">
      {isDraft ? (
        <Button variant="outline" disabled={off} onClick={() => void onSave(false)}>
          <span>
            Save<span className="max-sm:sr-only"> draft</span>
          </span>
        </Button>
      ) : (
        <Button variant="outline" disabled={off} onClick={() => void onSave(false)}>
          Unpublish
        </Button>
      )}
      <Button disabled={!hydrated} pending={isSaving} onClick={() => void onSave(true)}>
        {isDraft ? 'Publish' : 'Save'}
      </Button>
    </div>
  )
}

function SaveNote({ save, isUnsaved }: { save: SaveState; isUnsaved: boolean }) {
  return (
    <p
      role="status"
      className="mr-1 flex min-w-0 items-center gap-[0.4375rem] font-mono text-label text-muted-foreground md:mr-2.5"
    >
      <SaveWords save={save} isUnsaved={isUnsaved} />
    </p>
  )
}

function SaveWords({ save, isUnsaved }: { save: SaveState; isUnsaved: boolean }) {
  if (save.kind === 'saving') return 'Saving…'
  if (save.kind === 'failed') {
    return (
      <>
        <i aria-hidden="true" className="size-[7px] flex-none scale-90 rotate-45 bg-destructive" />
        <span className="truncate text-destructive max-md:sr-only">Not saved: {save.reason}</span>
        <span aria-hidden="true" className="whitespace-nowrap text-destructive md:hidden">
          Not saved
        </span>
      </>
    )
  }
  if (isUnsaved) {
    return (
      <>
        <i aria-hidden="true" className="hold-off" />
        <span className="whitespace-nowrap max-sm:sr-only">Not saved yet</span>
      </>
    )
  }
  if (save.kind === 'new') return null
  return (
    <>
      <i aria-hidden="true" className="hold" />
      <span className="whitespace-nowrap">
        Saved <span className="max-md:sr-only">{formatClock(save.at)}</span>
      </span>
    </>
  )
}

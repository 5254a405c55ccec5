'use client'

import dynamic from 'next/dynamic'
import { startTransition, useEffect, useEffectEvent, useOptimistic, useRef, useState, type ComponentProps } from 'react'
import { keptKey, useKeptText, type Typed } from '@/components/posts/kept-text'
import { PostEditorBar } from '@/components/posts/post-editor-bar'
import { addressOf, PostEditorFields } from '@/components/posts/post-editor-fields'
import { PostEditorNotes } from '@/components/posts/post-editor-notes'
import { PostEditorToolbar, type EditorView } from '@/components/posts/post-editor-toolbar'
import { PostPreview } from '@/components/posts/post-preview'
import { PostSource } from '@/components/posts/post-source'
import { useAutosave } from '@/components/posts/use-autosave'
import { usePostForm } from '@/components/posts/use-post-form'
import { typedOf, type EditedPost, type Intent } from '@/components/posts/use-post-store'
import { Amount } from '@/components/ui/moment'
import { readingMinutes } from '@/lib/format'
import { postStatus, type PostStatus } from '@/lib/posts/policy'
import type { Post } from '@/lib/posts/schema'

// Fetched when they are asked for.
const ScheduleDialog = dynamic(
  () => import('@/components/posts/schedule-dialog').then((module) => module.ScheduleDialog),
  {
    ssr: false,
  },
)
const ConflictDialog = dynamic(
  () => import('@/components/posts/conflict-dialog').then((module) => module.ConflictDialog),
  {
    ssr: false,
  },
)

type PostEditorProps = { authorId: string; post?: EditedPost | null }

/** Takes the whole window: the frame of the signed-in pages steps aside for `data-full-window`. */
export function PostEditor({ authorId, post: initial = null }: PostEditorProps) {
  const textareaRef = useRef<HTMLTextAreaElement | null>(null)
  const [view, setView] = useState<EditorView>('write')
  const [dialog, setDialog] = useState<'schedule' | 'conflict' | null>(null)
  const editor = usePostEditor(initial, authorId)
  const { form, post, typed, state, status, isUnsaved, act, keep } = editor

  return (
    <>
      <form
        method="post"
        noValidate
        data-full-window=""
        className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_auto_auto_minmax(0,1fr)_auto] bg-card max-md:h-auto max-md:min-h-dvh"
        onSubmit={(event) => {
          event.preventDefault()
          act({ kind: 'keep' })
        }}
        onBlur={editor.onBlur}
      >
        <PostEditorBar
          title={typed.title}
          slug={post?.slug ?? null}
          status={status}
          state={state}
          isUnsaved={isUnsaved}
          pending={editor.pending}
          onAct={act}
          onSchedule={() => setDialog('schedule')}
        />
        <PostEditorNotes
          post={post}
          status={status}
          state={state}
          {...editor.kept}
          onRetry={keep}
          onCompare={() => setDialog('conflict')}
        />
        <PostEditorFields form={form} typed={typed} post={post} />
        <PostEditorToolbar textareaRef={textareaRef} view={view} onViewChange={setView} />
        <Panes view={view} form={form} typed={typed} textareaRef={textareaRef} />
        <PostEditorStatus content={typed.content} slug={typed.slug || addressOf(post, typed.title)} />
        <noscript>
          <p className="p-4 text-xs text-muted-foreground">Writing needs JavaScript. Reading works without it.</p>
        </noscript>
      </form>
      <EditorDialogs dialog={dialog} editor={editor} onClose={() => setDialog(null)} />
    </>
  )
}

type PanesProps = ComponentProps<typeof PostSource> & { typed: Typed }

function Panes({ typed, view, ...source }: PanesProps) {
  return (
    <div className={view === 'both' ? 'grid min-h-0 md:grid-cols-2' : 'grid min-h-0'}>
      <PostSource view={view} {...source} />
      {view === 'write' ? null : (
        <PostPreview title={typed.title} markdown={typed.content} className={view === 'both' ? 'md:border-l' : ''} />
      )}
    </div>
  )
}

/** Everything that is known of the post and can be done to it. */
function usePostEditor(initial: EditedPost | null, authorId: string) {
  const { save, fill, accept, saveOver, latest, ...editor } = usePostForm(initial, authorId)
  const { post, typed, stored, state, isUnsaved } = editor
  const stands = post ? postStatus(post) : 'draft'
  const [status, expect] = useOptimistic<PostStatus>(stands)
  const [pending, setPending] = useOptimistic<Intent['kind'] | null>(null)
  const version = post?.version ?? null
  const { offer, decide, isKept } = useKeptText({ keptKey: keptKey(authorId, post?.id), typed, stored, version })

  const isOn = stands === 'draft' && state.kind !== 'conflict'
  const { onBlur } = useAutosave({
    ...{ typed, stored, state, isUnsaved, isOn },
    save: () => save({ kind: 'keep' }, { isAuto: true }),
  })
  /** The status shows at once, and is what it was again where the save fails. */
  const act = (intent: Intent) =>
    startTransition(async () => {
      setPending(intent.kind)
      expect(EXPECTED[intent.kind] ?? stands)
      await save(intent)
    })
  const keep = () => act({ kind: 'keep' })
  useSaveKey(keep)
  const takeOffer = () => {
    if (!offer) return
    // Typed over an older version, it must not silently replace what came after.
    if (offer.version !== null) saveOver(offer.version)
    fill(offer)
    decide()
  }
  const keepMine = (theirs: Post) => {
    accept(theirs, typedOf(theirs))
    keep()
  }
  const takeTheirs = (theirs: Post) => {
    accept(theirs, typedOf(theirs))
    fill(typedOf(theirs))
  }
  const kept = { offer, isKept, onTakeOffer: takeOffer, onDropOffer: decide }
  return { ...editor, status, pending, kept, act, keep, onBlur, keepMine, takeTheirs }
}

const EXPECTED: Partial<Record<Intent['kind'], PostStatus>> = {
  publish: 'published',
  unpublish: 'draft',
  schedule: 'scheduled',
}

type EditorDialogsProps = {
  dialog: 'schedule' | 'conflict' | null
  editor: ReturnType<typeof usePostEditor>
  onClose: () => void
}

function EditorDialogs({ dialog, editor: { post, typed, act, ...editor }, onClose }: EditorDialogsProps) {
  if (dialog === 'schedule') {
    return (
      <ScheduleDialog
        publishedAt={post?.publishedAt ?? null}
        onClose={onClose}
        onSchedule={(at) => act({ kind: 'schedule', at })}
      />
    )
  }
  if (dialog === 'conflict' && post) {
    const { keepMine, takeTheirs } = editor
    return (
      <ConflictDialog postId={post.id} mine={typed} onClose={onClose} onKeepMine={keepMine} onTakeTheirs={takeTheirs} />
    )
  }
  return null
}

/** ⌘S and Ctrl+S save, wherever the cursor stands. */
function useSaveKey(save: () => void) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 's' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    save()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

function PostEditorStatus({ content, slug }: { content: string; slug: string | null }) {
  const words = content.split(/\s+/).filter(Boolean).length
  return (
    <>
      <p className="flex h-8.5 items-center gap-6 overflow-hidden border-t px-4 font-mono text-label whitespace-nowrap text-muted-foreground">
        <span className="truncate text-foreground max-md:hidden">{slug ? `/blog/${slug}` : 'no address yet'}</span>
        <span className="ml-auto">
          <Amount of={words} /> {words === 1 ? 'word' : 'words'}
        </span>
        <span>{readingMinutes(content)} min read</span>
        <span className="max-md:hidden">Markdown</span>
      </p>
      <noscript>
        <p className="p-4 text-xs text-muted-foreground">Writing needs JavaScript. Reading works without it.</p>
      </noscript>
    </>
  )
}

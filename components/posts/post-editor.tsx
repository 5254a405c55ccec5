'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useEffectEvent, useRef, useState, type RefObject } from 'react'
import { leaveEditor, takeOver } from '@/components/posts/editor-handover'
import { PostEditorBar } from '@/components/posts/post-editor-bar'
import { PostEditorFields } from '@/components/posts/post-editor-fields'
import { PostEditorToolbar, type EditorView } from '@/components/posts/post-editor-toolbar'
import { PostPreview } from '@/components/posts/post-preview'
import { PostSource } from '@/components/posts/post-source'
import { useLeaveGuard } from '@/components/posts/use-leave-guard'
import { usePostForm, type EditedPost } from '@/components/posts/use-post-form'
import { formatNumber, readingMinutes } from '@/lib/format'

/** Takes the whole window: the frame of the signed-in pages steps aside for `data-full-window`. */
export function PostEditor({ post: initial = null }: { post?: EditedPost | null }) {
  const router = useRouter()
  const textareaRef = useRef<HTMLTextAreaElement | null>(null)
  const [before] = useState(() => takeOver(initial?.id))
  const [view, setView] = useState<EditorView>(before?.view ?? 'write')
  const { form, post, typed, save, submit, isUnsaved, isMoving, status } = usePostForm(initial, (postId) => {
    leaveEditor({ postId, view, caret: caretOf(textareaRef.current) })
    router.replace(`/posts/${postId}`)
  })
  const saveAsIs = () => submit(post?.published ?? false)
  useLeaveGuard(isUnsaved)
  useSaveKey(saveAsIs)
  useCaret(textareaRef, before?.caret ?? null)

  return (
    <form
      method="post"
      noValidate
      data-full-window=""
      className="grid h-dvh grid-cols-[minmax(0,1fr)] grid-rows-[auto_auto_auto_minmax(0,1fr)_auto] bg-card max-md:h-auto max-md:min-h-dvh"
      onSubmit={(event) => {
        event.preventDefault()
        void saveAsIs()
      }}
    >
      <PostEditorBar
        title={typed.title}
        slug={post?.slug ?? null}
        status={status}
        save={save}
        isUnsaved={isUnsaved}
        isMoving={isMoving}
        onSave={submit}
      />
      <PostEditorFields form={form} typed={typed} isMoving={isMoving} />
      <PostEditorToolbar textareaRef={textareaRef} view={view} onViewChange={setView} />
      <div className={view === 'both' ? 'grid min-h-0 md:grid-cols-2' : 'grid min-h-0'}>
        <PostSource form={form} view={view} isMoving={isMoving} textareaRef={textareaRef} />
        {view === 'write' ? null : (
          <PostPreview title={typed.title} markdown={typed.content} className={view === 'both' ? 'md:border-l' : ''} />
        )}
      </div>
      <PostEditorStatus content={typed.content} slug={typed.slug || post?.slug} />
      <noscript>
        <p className="p-4 text-xs text-muted-foreground">Writing needs JavaScript. Reading works without it.</p>
      </noscript>
    </form>
  )
}

/** ⌘S and Ctrl+S save, wherever the cursor stands. */
function useSaveKey(save: () => Promise<void>) {
  const onKeyDown = useEffectEvent((event: KeyboardEvent) => {
    if (event.key.toLowerCase() !== 's' || !(event.metaKey || event.ctrlKey) || event.altKey || event.shiftKey) return
    event.preventDefault()
    void save()
  })
  useEffect(() => {
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [])
}

const caretOf = (textarea: HTMLTextAreaElement | null) =>
  textarea && document.activeElement === textarea ? textarea.selectionEnd : null

/** The cursor stands where the editor before this one had it. */
function useCaret(textareaRef: RefObject<HTMLTextAreaElement | null>, caret: number | null) {
  useEffect(() => {
    if (caret === null) return
    textareaRef.current?.focus()
    textareaRef.current?.setSelectionRange(caret, caret)
  }, [textareaRef, caret])
}

function PostEditorStatus({ content, slug }: { content: string; slug: string | undefined }) {
  const words = content.split(/\s+/).filter(Boolean).length
  return (
    <p className="flex h-8.5 items-center gap-6 overflow-hidden border-t px-4 font-mono text-label whitespace-nowrap text-muted-foreground">
      <span className="truncate text-foreground max-md:hidden">{slug ? `/blog/${slug}` : 'no address yet'}</span>
      <span className="ml-auto">{words === 1 ? '1 word' : `${formatNumber(words)} words`}</span>
      <span>{readingMinutes(content)} min read</span>
      <span className="max-md:hidden">Markdown</span>
    </p>
  )
}

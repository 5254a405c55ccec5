'use client'

import type { RefObject } from 'react'
import type { EditorView } from '@/components/posts/post-editor-toolbar'
import type { usePostForm } from '@/components/posts/use-post-form'
import { useHydrated } from '@/hooks/use-hydrated'
import { cn } from '@/lib/class-names'

type PostSourceProps = {
  form: ReturnType<typeof usePostForm>['form']
  view: EditorView
  /** Filled here, so that the toolbar can type into it. */
  textareaRef: RefObject<HTMLTextAreaElement | null>
}

/** The text as it is written. On the phone it grows with what is in it and the page scrolls. */
export function PostSource({ form, view, textareaRef }: PostSourceProps) {
  const { ref: register, ...content } = form.register('content')
  return (
    <textarea
      {...content}
      ref={(element) => {
        register(element)
        textareaRef.current = element
      }}
      // The form library fills its fields when the page wakes up. Until then the server's markup shows the text, and takes
      // none: it would be lost.
      defaultValue={form.formState.defaultValues?.content}
      readOnly={!useHydrated()}
      aria-label="Text in Markdown"
      placeholder="Write in Markdown"
      hidden={view === 'preview'}
      className={cn(
        'size-full min-h-0 resize-none bg-transparent py-5 font-mono text-[1rem] leading-[1.625rem] outline-none placeholder:text-muted-foreground',
        'max-md:field-sizing-content max-md:min-h-80 max-md:px-4 md:text-base md:leading-[1.625rem]',
        view === 'both' ? 'px-8 max-md:hidden' : 'md:px-[max(2rem,calc((100%-44rem)/2))]',
      )}
    />
  )
}

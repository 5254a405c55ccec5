'use client'

import type { usePostForm } from '@/components/posts/use-post-form'
import { Field, FormError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { slugFromTitle } from '@/lib/posts/slug'

type Editor = ReturnType<typeof usePostForm>

export function PostEditorFields({ form, typed, isMoving }: Pick<Editor, 'form' | 'typed' | 'isMoving'>) {
  const { errors } = form.formState
  const wholeForm = errors.root?.message ?? errors.content?.message
  return (
    <div className="grid gap-x-5 gap-y-3 border-b px-4 py-3.5 md:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <Field label="Title" error={errors.title?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('title')}
            readOnly={isMoving}
            placeholder="What is it about?"
            autoComplete="off"
          />
        )}
      </Field>
      <Field label="Address" error={errors.slug?.message}>
        {(control) => (
          <div className="flex">
            <span
              aria-hidden="true"
              className="flex items-center rounded-l-md border border-r-0 border-input bg-muted px-2.5 font-mono text-xs text-muted-foreground"
            >
              /blog/
            </span>
            <Input
              {...control}
              {...form.register('slug', { setValueAs: (value: string) => value || undefined })}
              placeholder={typed.title.trim() ? slugFromTitle(typed.title) : 'made from the title'}
              readOnly={isMoving}
              autoComplete="off"
              autoCapitalize="none"
              spellCheck={false}
              className="rounded-l-none"
            />
          </div>
        )}
      </Field>
      {wholeForm ? (
        <div className="md:col-span-2">
          <FormError title={wholeForm} />
        </div>
      ) : null}
    </div>
  )
}

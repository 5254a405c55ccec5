'use client'

import type { Typed } from '@/components/posts/kept-text'
import type { usePostForm } from '@/components/posts/use-post-form'
import type { EditedPost } from '@/components/posts/use-post-store'
import { Field, FormError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useHydrated } from '@/hooks/use-hydrated'
import { isMadeFrom, slugFromTitle } from '@/lib/posts/slug'

type PostEditorFieldsProps = { form: ReturnType<typeof usePostForm>['form']; typed: Typed; post: EditedPost | null }

export function PostEditorFields({ form, typed, post }: PostEditorFieldsProps) {
  const { errors, defaultValues } = form.formState
  const plain = { autoComplete: 'off', readOnly: !useHydrated() }
  const wholeForm = errors.root?.message ?? errors.content?.message
  return (
    <div className="grid gap-x-5 gap-y-3 border-b px-4 py-3.5 md:grid-cols-[minmax(0,1fr)_minmax(0,24rem)]">
      <Field label="Title" error={errors.title?.message}>
        {(control) => (
          <Input
            {...control}
            {...form.register('title')}
            {...plain}
            defaultValue={defaultValues?.title}
            placeholder="What is it about?"
          />
        )}
      </Field>
      <Field label="Address" error={errors.slug?.message} hint={<AddressHint post={post} slug={typed.slug} />}>
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
              {...form.register('slug', {
                setValueAs: (value: string | undefined) => value || undefined,
                onChange: () => void form.trigger('slug'),
              })}
              {...plain}
              defaultValue={defaultValues?.slug}
              placeholder={addressOf(post, typed.title) ?? 'made from the title'}
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

/** The address that an empty field stands for. */
export function addressOf(post: EditedPost | null, title: string): string | null {
  if (post && (post.publishedAt !== null || isMadeFrom(post.slug, title))) return post.slug
  return title.trim() ? slugFromTitle(title) : null
}

function AddressHint({ post, slug }: { post: EditedPost | null; slug: string }) {
  if (post?.published && slug && slug !== post.slug) return `Links to /blog/${post.slug} will break.`
  if (!slug && post?.publishedAt == null) return 'Follows the title. Or choose one: a-z, 0-9, single hyphens.'
  return 'Lower-case letters, digits and single hyphens.'
}

'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { toast } from 'sonner'
import type * as z from 'zod'
import { showProblem } from '@/lib/api-client/show-problem'
import { toastPublished } from '@/components/posts/post-toasts'
import { api, ifMatch, submission } from '@/lib/api-client/client'
import { postStatus } from '@/lib/posts/policy'
import { createPostSchema, type Post } from '@/lib/posts/schema'

const postFormSchema = createPostSchema.pick({ title: true, content: true, slug: true })
type PostFormInput = z.input<typeof postFormSchema>
type PostFormOutput = z.output<typeof postFormSchema>

export type EditedPost = Pick<
  Post,
  'id' | 'slug' | 'title' | 'content' | 'published' | 'publishedAt' | 'updatedAt' | 'version'
>
export type SaveState =
  | { kind: 'new' }
  | { kind: 'saving' }
  | { kind: 'saved'; at: string }
  | { kind: 'failed'; reason: string; typed: Typed }

type Typed = { title: string; content: string; slug: string }
const typedOf = (values: Partial<PostFormInput> | null): Typed => ({
  title: values?.title ?? '',
  content: values?.content ?? '',
  slug: values?.slug ?? '',
})
const CHANGED_ELSEWHERE = 'It was changed elsewhere. Copy what you wrote, then load the page again.'
const isSame = (a: Typed, b: Typed) => a.title === b.title && a.content === b.content && a.slug === b.slug

/** The editor's state: what is typed, what is stored, and how the last save went. What is typed survives a failure. */
export function usePostForm(initial: EditedPost | null, onCreated: (postId: string) => void) {
  const { post, stored, save, setSave, accept } = useStoredPost(initial)
  const store = useStore()
  const form = useForm<PostFormInput, unknown, PostFormOutput>({
    resolver: zodResolver(postFormSchema),
    defaultValues: stored,
  })
  const typed = typedOf(useWatch({ control: form.control }))
  const fail = (reason: string) => setSave({ kind: 'failed', reason, typed })

  /** Whether the editor is now leaving for the page of a new post. */
  const send = async (values: PostFormOutput, published: boolean): Promise<boolean> => {
    const sent = typedOf(form.getValues())
    setSave({ kind: 'saving' })
    const result = await store(post, values, published)
    if (!result.ok) {
      fail(result.problem.detail)
      showProblem(form, result.problem)
      return false
    }
    if (typedOf(form.getValues()).slug === sent.slug) form.setValue('slug', result.data.slug)
    accept(result.data, sent)
    if (!post) onCreated(result.data.id)
    return !post
  }

  const submit = useOnceAtATime(async (published: boolean) => {
    let isLeaving = false
    form.clearErrors()
    await form.handleSubmit(
      async (values) => {
        isLeaving = await send(values, published)
      },
      () => fail('something needs your attention'),
    )()
    return isLeaving
  })

  return {
    form,
    post,
    typed,
    submit,
    isUnsaved: !isSame(typed, stored),
    save: forgetStale(save, typed),
    /** The first save is leaving for the post's own page: what is typed meanwhile would be lost. */
    isMoving: !post && (save.kind === 'saving' || save.kind === 'saved'),
    status: post ? postStatus(post) : ('draft' as const),
  }
}

/** Writes what is typed: a new post once however often it is sent, another only as the version that was loaded. */
function useStore() {
  const [createOnce] = useState(submission)
  return async (post: EditedPost | null, { slug, ...rest }: PostFormOutput, published: boolean) => {
    const input = { ...rest, published, ...(slug === undefined ? {} : { slug }) }
    const result = post
      ? await api.posts.update(post.id, input, ifMatch(post.version))
      : await createOnce(input, api.posts.create)
    if (!result.ok && result.problem.status === 412) result.problem.detail = CHANGED_ELSEWHERE
    return result
  }
}

/** What the server has of the post, and how the last save went. */
function useStoredPost(initial: EditedPost | null) {
  const [post, setPost] = useState(initial)
  const [stored, setStored] = useState(() => typedOf(initial))
  const [save, setSave] = useState<SaveState>(initial ? { kind: 'saved', at: initial.updatedAt } : { kind: 'new' })

  const accept = (answer: Post, sent: Typed) => {
    setStored({ ...sent, slug: answer.slug })
    setSave({ kind: 'saved', at: answer.updatedAt })
    announce(post, answer)
    if (post) setPost(answer)
  }
  return { post, stored, save, setSave, accept }
}

/** A press while another is under way does nothing, and none does after the last: `act` says whether it was that. */
function useOnceAtATime<Input>(act: (input: Input) => Promise<boolean>) {
  const isBusy = useRef(false)
  return async (input: Input) => {
    if (isBusy.current) return
    isBusy.current = true
    isBusy.current = await act(input)
  }
}

/** A failure speaks of what was typed then; once that changes, it is simply not saved yet. */
function forgetStale(save: SaveState, typed: Typed): SaveState {
  return save.kind === 'failed' && !isSame(save.typed, typed) ? { kind: 'new' } : save
}

function announce(before: EditedPost | null, after: Post) {
  if (after.published && !before?.published) toastPublished(after.slug)
  else if (!before) toast.success('Draft saved')
  else if (before.published && !after.published) toast.success('Back to draft: nobody else sees it')
}

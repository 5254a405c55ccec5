'use client'

import { zodResolver } from '@hookform/resolvers/zod'
import { useRef, useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import type * as z from 'zod'
import { forgetKept, isSame, keptKey, type Typed } from '@/components/posts/kept-text'
import { toastOutcome } from '@/components/posts/post-toasts'
import { typedOf, usePostStore, type EditedPost, type Intent } from '@/components/posts/use-post-store'
import { isOpen } from '@/lib/api-client/client'
import { showProblem } from '@/lib/api-client/show-problem'
import type { Problem } from '@/lib/http-schema'
import { createPostSchema, type Post } from '@/lib/posts/schema'

const postFormSchema = createPostSchema.pick({ title: true, content: true, slug: true })
type PostFormInput = z.input<typeof postFormSchema>
type PostFormOutput = z.output<typeof postFormSchema>

export type SaveState =
  | { kind: 'new' | 'saving' | 'conflict' }
  | { kind: 'saved'; at: string }
  | { kind: 'failed'; reason: string; mayPass: boolean }

/** Who asks for a save: a person, who is led to what is wrong, or the clock, which disturbs nobody. */
export type SaveOptions = { isAuto?: boolean }

const toTyped = (values: Partial<PostFormInput>): Typed => ({
  title: values.title ?? '',
  content: values.content ?? '',
  slug: values.slug ?? '',
})

/** The editor's state: what is typed, what is stored, and how the last save went. What is typed survives a failure. */
export function usePostForm(initial: EditedPost | null, authorId: string) {
  const known = useStoredPost(initial)
  const form = useForm<PostFormInput, unknown, PostFormOutput>({
    resolver: zodResolver(postFormSchema),
    defaultValues: known.stored,
  })
  const typed = toTyped(useWatch({ control: form.control }))
  const save = useSave(form, known, authorId)
  const fill = ({ title, content, slug }: Typed) => {
    form.setValue('title', title)
    form.setValue('content', content)
    form.setValue('slug', slug)
    form.clearErrors()
  }
  return { ...known, form, typed, save, fill, isUnsaved: !isSame(typed, known.stored) }
}

/** What the server has of the post. The ref is for what runs after an answer, when the render it came from is over. */
function useStoredPost(initial: EditedPost | null) {
  const [post, setPost] = useState(initial)
  const [stored, setStored] = useState(() => typedOf(initial))
  const [state, setState] = useState<SaveState>(initial ? { kind: 'saved', at: initial.updatedAt } : { kind: 'new' })
  const latest = useRef({ post: initial, stored })

  const accept = (answer: EditedPost, sent: Typed) => {
    latest.current = { post: answer, stored: sent }
    setPost(answer)
    setStored(sent)
    setState({ kind: 'saved', at: answer.updatedAt })
  }
  /** The version that the next save is made over; another one in the meantime is a conflict. */
  const saveOver = (version: number) => {
    const { post: known, stored: text } = latest.current
    if (known) latest.current = { post: { ...known, version }, stored: text }
  }
  return { post, stored, state, setState, latest, accept, saveOver }
}

type Known = ReturnType<typeof useStoredPost>
type Form = ReturnType<typeof useForm<PostFormInput, unknown, PostFormOutput>>

/** Saves one after the other. A second press of the same button, while the first waits, does nothing. */
function useSave(form: Form, { latest, setState, accept }: Known, authorId: string) {
  const store = usePostStore()
  const queue = useRef(Promise.resolve())
  const waiting = useRef(new Set<Intent['kind']>())

  const saveNow = async (intent: Intent, { isAuto = false }: SaveOptions) => {
    const { post, stored } = latest.current
    const sent = toTyped(form.getValues())
    if (isAuto && isSame(sent, stored)) return
    if (isAuto && !sent.title.trim()) {
      return setState({ kind: 'failed', reason: 'it needs a title', mayPass: false })
    }
    if (!(await form.trigger(undefined, { shouldFocus: !isAuto }))) {
      return setState({ kind: 'failed', reason: 'something needs your attention', mayPass: false })
    }
    setState({ kind: 'saving' })
    const result = await store(post, sent, intent)
    if (!result.ok) {
      setState(toState(result.problem))
      const field = result.problem.errors?.find(({ path }) => path === 'slug')
      if (isAuto && field) form.setError('slug', field)
      if (!isAuto && field) showProblem(form, result.problem)
      return
    }
    accept(result.data, sent)
    if (!post) moveTo(result.data)
    if (isSame(toTyped(form.getValues()), sent)) forgetKept(keptKey(authorId, result.data.id))
    if (!post) forgetKept(keptKey(authorId, undefined))
    toastOutcome(intent, result.data)
  }
  return (intent: Intent, options: SaveOptions = {}): Promise<void> => {
    if (waiting.current.has(intent.kind)) return queue.current
    waiting.current.add(intent.kind)
    form.clearErrors()
    queue.current = queue.current
      .then(() => saveNow(intent, options))
      .finally(() => waiting.current.delete(intent.kind))
    return queue.current
  }
}

/** The editor stays as it is, with its undo and its cursor; only the address becomes the post's own. */
function moveTo({ id }: Post) {
  if (window.location.pathname === '/posts/new') window.history.replaceState(null, '', `/posts/${id}`)
}

function toState(problem: Problem): SaveState {
  if (problem.status === 412) return { kind: 'conflict' }
  const offline = navigator.onLine ? 'the server did not answer' : 'you are offline'
  return { kind: 'failed', reason: problem.status === 0 ? offline : problem.detail, mayPass: isOpen(problem) }
}

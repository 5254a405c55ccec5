'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useState, useSyncExternalStore, type CSSProperties } from 'react'
import { toast } from 'sonner'
import { toastPublished } from '@/components/posts/post-toasts'
import { Button } from '@/components/ui/button'
import { toastError } from '@/components/ui/toaster'
import { api, ifMatch } from '@/lib/api-client/client'
import { publication } from '@/lib/posts/policy'
import type { PostSummary } from '@/lib/posts/schema'

/** `isSettling` while the server has not answered yet: what the row shows may still be taken back. */
export type ListedPost = PostSummary & { isSettling?: boolean }

const UNDO_MS = 8000

/** What can be done to the posts of a list. It shows at once, and is taken back where it fails. */
export function usePostActions(loaded: PostSummary[], loadedAt: Date) {
  const router = useRouter()
  const [changed, setChanged] = useState<Record<string, ListedPost>>({})
  // What was published from here is public, whatever the clocks of page, browser and server say.
  const [publishedAt, setPublishedAt] = useState(0)
  const removed = useRemovedPosts()
  useSettleOnLeave()

  const setPublished = async (post: ListedPost, published: boolean) => {
    const change = publication(post, published)
    const at = change.publishedAt ?? post.publishedAt ?? new Date().toISOString()
    const show = (next: ListedPost) => {
      setChanged((all) => ({ ...all, [post.id]: next }))
      if (published) setPublishedAt(Date.parse(next.publishedAt ?? at))
    }
    show({ ...post, published, publishedAt: at, isSettling: true })
    const result = await api.posts.update(post.id, change, ifMatch(post.version))
    if (result.ok) show({ ...post, ...result.data, isSettling: false })
    else setChanged(({ [post.id]: _, ...others }) => others)
    if (!result.ok) return toastError(`Not changed: ${result.problem.detail}`)
    if (published) toastPublished(result.data.slug)
    else toast.success('Back to draft: nobody else sees it')
    router.refresh()
  }

  const remove = (post: PostSummary) =>
    removeWithUndo(post, () => {
      router.refresh()
    })

  const posts = loaded
    .filter(({ id }) => !removed.has(id))
    .map((post): ListedPost => {
      const newer = changed[post.id]
      return newer && newer.version >= post.version ? newer : post
    })
  return { posts, now: new Date(Math.max(loadedAt.getTime(), publishedAt)), setPublished, remove }
}

export type PostActions = Pick<ReturnType<typeof usePostActions>, 'setPublished' | 'remove'>

function removeWithUndo(post: PostSummary, onDeleted: () => void) {
  const { settle, undo } = removePost(post.id, (outcome) => {
    toast.dismiss(post.id)
    if (outcome.ok) onDeleted()
    else toastError(`“${post.title}” was not deleted and is back in the list: ${outcome.reason}`)
  })
  const takeBack = () => {
    undo()
    toast.dismiss(post.id)
    // The row is there again in the next frame, and so is its menu.
    requestAnimationFrame(() => document.getElementById(`post-${post.id}`)?.focus())
  }
  toast.success(`“${post.title}” is out of the list. It is deleted when this message ends, or when you leave.`, {
    id: post.id,
    duration: UNDO_MS,
    style: { '--toast-duration': `${UNDO_MS}ms` } as CSSProperties,
    onAutoClose: settle,
    onDismiss: settle,
    action: (
      // The menu that had the focus is gone with its row.
      <Button variant="outline" size="sm" autoFocus onClick={takeBack}>
        Undo
      </Button>
    ),
  })
}

function useSettleOnLeave() {
  useEffect(() => {
    window.addEventListener('pagehide', settleRemovals)
    return () => {
      window.removeEventListener('pagehide', settleRemovals)
      settleRemovals()
    }
  }, [])
}

export async function copyPostLink(slug: string) {
  const link = new URL(`/blog/${slug}`, window.location.origin).href
  try {
    await navigator.clipboard.writeText(link)
    toast.success('Link copied')
  } catch {
    toastError(`The browser did not allow copying. The link is ${link}`)
  }
}

// Posts on their way out: gone from every list at once, deleted when their message ends, back if somebody changes their mind.
type Outcome = { ok: true } | { ok: false; reason: string }

let hidden: ReadonlySet<string> = new Set()
const listeners = new Set<() => void>()
/** What is still to be deleted, by post id. */
const waiting = new Map<string, () => void>()

function hide(postId: string, isHidden: boolean) {
  const next = new Set(hidden)
  if (isHidden) next.add(postId)
  else next.delete(postId)
  hidden = next
  listeners.forEach((listener) => listener())
}

const subscribe = (listener: () => void) => {
  listeners.add(listener)
  return () => listeners.delete(listener)
}
const NONE: ReadonlySet<string> = new Set()

/** The ids that no list shows any more. */
const useRemovedPosts = (): ReadonlySet<string> =>
  useSyncExternalStore(
    subscribe,
    () => hidden,
    () => NONE,
  )

/** Takes a post out of the lists. `settle` deletes it, once; `undo` brings it back as long as that has not begun. */
function removePost(postId: string, onSettled: (outcome: Outcome) => void) {
  hide(postId, true)
  const settle = () => {
    if (!waiting.delete(postId)) return
    void api.posts.delete(postId).then((result) => {
      // Deleted elsewhere in the meantime is deleted as well.
      const isGone = result.ok || result.problem.status === 404
      if (!isGone) hide(postId, false)
      onSettled(isGone ? { ok: true } : { ok: false, reason: result.problem.detail })
    })
  }
  const undo = () => {
    if (waiting.delete(postId)) hide(postId, false)
  }
  waiting.set(postId, settle)
  return { settle, undo }
}

/** Whoever leaves has decided: nothing stays half deleted. */
function settleRemovals() {
  waiting.forEach((settle) => settle())
}

'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { toastPublished } from '@/components/posts/post-toasts'
import { toastError } from '@/components/ui/toaster'
import { api } from '@/lib/api-client/client'
import type { PostStatus } from '@/lib/posts/policy'

export type ListedPost = { id: string; slug: string; title: string; status: PostStatus }

/** What can be done to a post from a list. Each says how it ended, and the list shows it. */
export function usePostActions(post: ListedPost) {
  const router = useRouter()
  const [pending, setPending] = useState(false)

  const setPublished = async (published: boolean) => {
    setPending(true)
    const result = await api.posts.update(post.id, { published })
    setPending(false)
    if (!result.ok) return toastError(`Not changed: ${result.problem.detail}`)
    if (published) toastPublished(result.data.slug)
    else toast.success('Back to draft')
    router.refresh()
  }

  const remove = async (): Promise<boolean> => {
    setPending(true)
    const result = await api.posts.delete(post.id)
    setPending(false)
    if (!result.ok) toastError(`Not deleted: ${result.problem.detail}`)
    else {
      toast.success(`Deleted “${post.title}”`)
      router.refresh()
    }
    return result.ok
  }

  const copyLink = async () => {
    const link = new URL(`/blog/${post.slug}`, window.location.origin).href
    try {
      await navigator.clipboard.writeText(link)
      toast.success('Link copied')
    } catch {
      toastError(`The browser did not allow copying. The link is ${link}`)
    }
  }

  return { pending, setPublished, remove, copyLink }
}

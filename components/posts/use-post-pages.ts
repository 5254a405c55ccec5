'use client'

import { useEffectEvent, useLayoutEffect, useRef, useState } from 'react'
import type { PostsView } from '@/components/posts/posts-view'
import { api } from '@/lib/api-client/client'
import type { PostPage, PostSummary } from '@/lib/posts/schema'

const PAGE_SIZE = 20
const REFRESHED_MAX = 100

type Loading = { kind: 'idle' } | { kind: 'loading' } | { kind: 'failed'; reason: string }

/** The first page and what was loaded after it. Coming back to this place of the history finds all of it, and the scroll. */
export function usePostPages(first: PostPage, view: PostsView, href: string) {
  const [more, setMore] = useState<PostPage | null>(null)
  const [loading, setLoading] = useState<Loading>({ kind: 'idle' })
  const nextCursor = (more ?? first).page.nextCursor

  const ask = (cursor: string, limit: number) =>
    api.posts.list({ ...view, mine: 'true', include: 'reads', cursor, limit })

  const loadMore = async () => {
    if (!nextCursor || loading.kind === 'loading') return
    setLoading({ kind: 'loading' })
    const result = await ask(nextCursor, PAGE_SIZE)
    if (!result.ok) return setLoading({ kind: 'failed', reason: result.problem.detail })
    setMore((before) => ({ data: [...(before?.data ?? []), ...result.data.data], page: result.data.page }))
    setLoading({ kind: 'idle' })
  }

  /** What was kept may have changed since: it is shown at once, then asked for again. */
  const restore = async (kept: PostPage) => {
    setMore(kept)
    if (!first.page.nextCursor) return
    const result = await ask(first.page.nextCursor, Math.min(kept.data.length, REFRESHED_MAX))
    if (result.ok && kept.data.length <= REFRESHED_MAX) setMore(result.data)
  }
  useKeptPlace(href, more, restore)

  return { posts: unique([...first.data, ...(more?.data ?? [])]), nextCursor, loading, loadMore }
}

/** A post that was changed while one reads on stands at its newest place only. */
function unique(posts: PostSummary[]): PostSummary[] {
  const seen = new Set<string>()
  return posts.filter(({ id }) => !seen.has(id) && seen.add(id))
}

const KEPT = 'foothold:posts-place'
type Kept = { entry: string; href: string; y: number; more: PostPage | null }

/** Names this place of the history; undefined in a browser that cannot say. */
const historyEntry = (): string | undefined =>
  'navigation' in window ? (window.navigation.currentEntry?.key ?? undefined) : undefined

function readKept(entry: string, href: string): Kept | null {
  try {
    const kept = JSON.parse(sessionStorage.getItem(KEPT) ?? 'null') as Kept | null
    return kept?.entry === entry && kept.href === href ? kept : null
  } catch {
    return null
  }
}

function keep(kept: Kept) {
  try {
    sessionStorage.setItem(KEPT, JSON.stringify(kept))
  } catch {
    // Without storage, coming back starts at the newest.
  }
}

function useKeptPlace(href: string, more: PostPage | null, restore: (more: PostPage) => Promise<void>) {
  const target = useRef<{ y: number; posts: number } | null>(null)
  const y = useRef(0)
  const newest = useEffectEvent(() => more)
  const onReturn = useEffectEvent((kept: Kept) => {
    target.current = { y: kept.y, posts: kept.more?.data.length ?? 0 }
    if (kept.more) void restore(kept.more)
  })

  useLayoutEffect(() => {
    const entry = historyEntry()
    if (!entry) return
    const kept = readKept(entry, href)
    if (kept) onReturn(kept)
    y.current = kept?.y ?? 0
    const note = () => (y.current = window.scrollY)
    const save = () => keep({ entry, href, y: y.current, more: newest() ?? kept?.more ?? null })
    window.addEventListener('scroll', note, { passive: true })
    window.addEventListener('pagehide', save)
    return () => {
      save()
      window.removeEventListener('scroll', note)
      window.removeEventListener('pagehide', save)
    }
  }, [href])

  const loaded = more?.data.length ?? 0
  useLayoutEffect(() => {
    if (!target.current || loaded < target.current.posts) return
    window.scrollTo(0, target.current.y)
    target.current = null
  }, [loaded])
}

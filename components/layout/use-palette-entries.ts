'use client'

import { FileText, LogOut, Plus, SunMoon, type LucideIcon } from 'lucide-react'
import { useTheme } from 'next-themes'
import { useEffect, useState } from 'react'
import { productLinks, publicLinks } from '@/components/layout/app-nav'
import { api } from '@/lib/api-client/client'

/** Something to go to, or something to do. */
export type Entry = { id: string; label: string; icon: LucideIcon; note?: string } & (
  { href: string; run?: never } | { href?: never; run: () => void | Promise<void> }
)
export type EntryGroup = { label: string; entries: Entry[] }

const PAUSE_MS = 200
const FOUND_MAX = 6

const places: Entry[] = [...productLinks, ...publicLinks].map(({ href, label, icon }) => ({
  id: href,
  href,
  label,
  icon,
}))

const has = (label: string, words: string[]) => words.every((word) => label.toLowerCase().includes(word))

/** What the palette offers for what was typed: own posts, places, actions. */
export function usePaletteEntries(typed: string) {
  const { posts, isSearching, problem } = useFoundPosts(typed.trim())
  const actions = useActions()
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  const matching = (entries: Entry[]) => entries.filter(({ label }) => has(label, words))
  const groups: EntryGroup[] = [
    { label: 'Posts', entries: posts },
    { label: 'Go to', entries: matching(places) },
    { label: 'Do', entries: matching(actions) },
  ].filter(({ entries }) => entries.length > 0)
  return { groups, isSearching, problem }
}

function useActions(): Entry[] {
  const { resolvedTheme, setTheme } = useTheme()
  const isDark = resolvedTheme === 'dark'
  return [
    { id: 'new-post', label: 'New post', icon: Plus, href: '/posts/new' },
    {
      id: 'theme',
      label: isDark ? 'Switch to the light theme' : 'Switch to the dark theme',
      icon: SunMoon,
      run: () => setTheme(isDark ? 'light' : 'dark'),
    },
    { id: 'sign-out', label: 'Sign out', icon: LogOut, run: signOut },
  ]
}

/** As the button of the account does: the session ends in the database, then the page goes. */
async function signOut() {
  const result = await api.auth.signOut()
  if (result.ok) window.location.replace('/sign-in')
  else throw new Error('Not signed out. Try again.')
}

type Found = { q: string; posts: Entry[]; problem?: string }

/** One's own posts by title and text. A newer question drops the one before. */
function useFoundPosts(q: string): { posts: Entry[]; isSearching: boolean; problem: string | undefined } {
  const [found, setFound] = useState<Found>({ q: '', posts: [] })
  useEffect(() => {
    if (q === '') return
    const controller = new AbortController()
    const ask = async () => {
      const query = { mine: 'true', q, sort: 'updated', limit: FOUND_MAX } as const
      const result = await api.posts.list(query, controller.signal)
      if (controller.signal.aborted) return
      if (!result.ok)
        return setFound({ q, posts: [], problem: `Posts could not be searched: ${result.problem.detail}` })
      const posts = result.data.data.map(({ id, title, published }) => ({
        id: `post-${id}`,
        href: `/posts/${id}`,
        label: title,
        icon: FileText,
        ...(published ? {} : { note: 'draft' }),
      }))
      setFound({ q, posts })
    }
    const timer = window.setTimeout(() => void ask(), PAUSE_MS)
    return () => {
      window.clearTimeout(timer)
      controller.abort()
    }
  }, [q])
  if (q === '') return { posts: [], isSearching: false, problem: undefined }
  // What the words before found stays until there is something newer: the list does not jump at each key.
  return { posts: found.posts, isSearching: found.q !== q, problem: found.problem }
}

'use client'

// What is typed, kept in this browser until the server has it: through a crash, an offline spell, the back button. It is
// filed under its author, so that somebody else at the same browser is never offered it.
import { useEffect, useEffectEvent, useState } from 'react'

export type Typed = { title: string; content: string; slug: string }
export type KeptText = Typed & {
  /** The version that it was typed over; null for a post that was never stored. */
  version: number | null
  at: string
}

export const isSame = (a: Typed, b: Typed) => a.title === b.title && a.content === b.content && a.slug === b.slug

export const keptKey = (authorId: string, postId: string | undefined) => `foothold:text:${authorId}:${postId ?? 'new'}`

const isKept = (value: unknown): value is KeptText =>
  typeof value === 'object' &&
  value !== null &&
  ['title', 'content', 'slug', 'at'].every((name) => typeof (value as Record<string, unknown>)[name] === 'string')

function readKept(key: string): KeptText | null {
  try {
    const value: unknown = JSON.parse(localStorage.getItem(key) ?? 'null')
    return isKept(value) ? value : null
  } catch {
    return null
  }
}

/** Whether this browser took it: storage may be full, or off. */
function keepText(key: string, { title, content, slug }: Typed, version: number | null): boolean {
  try {
    const kept: KeptText = { title, content, slug, version, at: new Date().toISOString() }
    localStorage.setItem(key, JSON.stringify(kept))
    return true
  } catch {
    return false
  }
}

export function forgetKept(key: string) {
  try {
    localStorage.removeItem(key)
  } catch {
    // What cannot be reached holds nothing.
  }
}

const PAUSE_MS = 300

type KeptOptions = { keptKey: string; typed: Typed; stored: Typed; version: number | null }

/**
 * Keeps what the server does not have yet, and offers what an earlier visit left. As long as the offer stands it is not
 * written over. `isKept` is false where this browser keeps nothing.
 */
export function useKeptText({ keptKey, typed, stored, version }: KeptOptions) {
  const [offer, setOffer] = useState<KeptText | null | undefined>(undefined)
  const [isKept, setIsKept] = useState(true)
  const isUnsaved = !isSame(typed, stored)
  const isDecided = offer === null

  const look = useEffectEvent(() => {
    const found = readKept(keptKey)
    setOffer(found && !isSame(found, stored) ? found : null)
  })
  // After the render that the server made: it knows nothing of what is kept here.
  useEffect(() => {
    const frame = requestAnimationFrame(() => look())
    return () => cancelAnimationFrame(frame)
  }, [])

  const keepNow = useEffectEvent(() => {
    if (isDecided && isUnsaved) setIsKept(keepText(keptKey, typed, version))
  })
  useEffect(() => {
    if (!isDecided) return
    if (!isUnsaved) return forgetKept(keptKey)
    const timer = window.setTimeout(() => keepNow(), PAUSE_MS)
    return () => window.clearTimeout(timer)
  }, [isDecided, isUnsaved, keptKey, typed.title, typed.content, typed.slug])
  useEffect(() => {
    const onHide = () => keepNow()
    window.addEventListener('pagehide', onHide)
    return () => {
      window.removeEventListener('pagehide', onHide)
      keepNow()
    }
  }, [])

  return { offer: offer ?? null, decide: () => setOffer(null), isKept }
}

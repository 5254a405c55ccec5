'use client'

import { useEffect, useEffectEvent, type FocusEvent } from 'react'
import type { Typed } from '@/components/posts/kept-text'
import type { SaveState } from '@/components/posts/use-post-form'

const PAUSE_MS = 1500
const RETRY_MS = 15_000

type AutosaveOptions = {
  typed: Typed
  stored: Typed
  state: SaveState
  isUnsaved: boolean
  isOn: boolean
  save: () => Promise<void>
}

/** Saves a moment after the last key, when a field is left, when the page is; and again once what failed may pass. */
export function useAutosave({ typed, stored, state, isUnsaved, isOn, save }: AutosaveOptions) {
  const isDue = isOn && isUnsaved
  const saveIfDue = useEffectEvent(() => {
    if (isDue) void save()
  })
  useEffect(() => {
    if (!isDue) return
    const timer = window.setTimeout(() => saveIfDue(), PAUSE_MS)
    return () => window.clearTimeout(timer)
    // What was typed while a save was under way waits for the next one.
  }, [isDue, typed.title, typed.content, typed.slug, stored])

  useEffect(() => {
    const onHide = () => document.visibilityState === 'hidden' && saveIfDue()
    document.addEventListener('visibilitychange', onHide)
    return () => {
      document.removeEventListener('visibilitychange', onHide)
      saveIfDue()
    }
  }, [])

  const mayPass = state.kind === 'failed' && state.mayPass
  useEffect(() => {
    if (!mayPass || !isDue) return
    const again = () => saveIfDue()
    const timer = window.setInterval(again, RETRY_MS)
    window.addEventListener('online', again)
    return () => {
      window.clearInterval(timer)
      window.removeEventListener('online', again)
    }
  }, [mayPass, isDue])

  /** For the form: a field was left for something that does not save by itself. */
  const onBlur = (event: FocusEvent<HTMLElement>) => {
    if (isDue && !(event.relatedTarget instanceof HTMLButtonElement)) void save()
  }
  return { onBlur }
}

'use client'

import { useEffect } from 'react'

export const LEAVE_QUESTION = 'This post has changes that are not saved. Leave without them?'

/** Asks before the page goes away with unsaved changes: closing and reloading here, links by their `onNavigate`. */
export function useLeaveGuard(isUnsaved: boolean) {
  useEffect(() => {
    if (!isUnsaved) return
    const ask = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', ask)
    return () => window.removeEventListener('beforeunload', ask)
  }, [isUnsaved])
}

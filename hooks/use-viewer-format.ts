import { useSyncExternalStore } from 'react'
import { FALLBACK } from '@/lib/format'

const subscribe = () => () => {}

let ofBrowser: typeof FALLBACK | undefined

/** The locale and the zone that this browser lives in; the fallback on the server and while React wakes up there. */
export function useViewerFormat(): typeof FALLBACK {
  return useSyncExternalStore(
    subscribe,
    () => (ofBrowser ??= Intl.DateTimeFormat().resolvedOptions()),
    () => FALLBACK,
  )
}

import { useSyncExternalStore } from 'react'

const subscribe = () => () => {}

/** The zone that this browser lives in; UTC on the server and in the first render, as all that is shown there. */
export function useTimeZone(): string {
  return useSyncExternalStore(
    subscribe,
    () => Intl.DateTimeFormat().resolvedOptions().timeZone,
    () => 'UTC',
  )
}

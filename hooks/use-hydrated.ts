import { useSyncExternalStore } from 'react'

const subscribe = () => () => {}

/** False on the server and in the first render, true once React listens: until then a form must not be sent. */
export function useHydrated(): boolean {
  return useSyncExternalStore(
    subscribe,
    () => true,
    () => false,
  )
}

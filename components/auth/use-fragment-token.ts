import { useSyncExternalStore } from 'react'

function subscribe(onChange: () => void) {
  window.addEventListener('hashchange', onChange)
  return () => window.removeEventListener('hashchange', onChange)
}

function readToken(): string | null {
  return new URLSearchParams(window.location.hash.slice(1)).get('token') || null
}

/** The token of `#token=…`: undefined until the browser has looked, null when there is none. */
export function useFragmentToken(): string | null | undefined {
  return useSyncExternalStore(subscribe, readToken, () => undefined)
}

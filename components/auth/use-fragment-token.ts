import { useState, useSyncExternalStore } from 'react'

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

/** How it ended for this token. Another link opened in the same tab is no new page, and begins anew all the same. */
export function useOutcomeOf<Outcome>(token: string | null | undefined) {
  const [reached, setReached] = useState<{ token: typeof token; outcome: Outcome } | null>(null)
  const outcome = reached && reached.token === token ? reached.outcome : null
  return [outcome, (next: Outcome) => setReached({ token, outcome: next })] as const
}

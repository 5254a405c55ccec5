// Where a person wanted to go before signing in. Pure: the server asks it too.

const HERE = 'http://here.invalid'

/** Where to go after signing in. Only a path of our own is honoured: `next` arrives in a link anybody can write. */
export function toNextPath(next: string | string[] | undefined): string {
  const fallback = '/dashboard'
  if (typeof next !== 'string' || !next.startsWith('/') || !URL.canParse(next, HERE)) return fallback
  const url = new URL(next, HERE)
  if (url.origin !== HERE) return fallback
  return url.pathname + url.search + url.hash
}

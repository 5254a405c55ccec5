import 'server-only'
// API keys: `fh_` and 32 random bytes. Only the SHA-256 of a key is stored, and so many characters that its owner knows it again.
import { randomBytes } from 'node:crypto'
import { hashed } from '@/lib/auth/tokens'

const SHAPE = /^fh_[A-Za-z0-9_-]{43}$/
const PREFIX_LENGTH = 11

/** A new key, shown once, and what is stored of it. */
export function mintApiKey(): { key: string; prefix: string; hash: string } {
  const key = `fh_${randomBytes(32).toString('base64url')}`
  return { key, prefix: key.slice(0, PREFIX_LENGTH), hash: hashed(key) }
}

/** The hash to look a key up by, or undefined for what cannot be one. */
export const apiKeyHash = (key: string): string | undefined => (SHAPE.test(key) ? hashed(key) : undefined)

/** What `Authorization: Bearer` carries; null without such a header. */
export function bearerToken(headers: Headers): string | null {
  const [, token] = /^Bearer(?: +(.*))?$/i.exec(headers.get('authorization') ?? '') ?? [null, null]
  return token === null ? null : (token ?? '').trim()
}

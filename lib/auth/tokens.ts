import 'server-only'
// Tokens that travel by mail: random, stored hashed in better-auth's verification table, spent once.
import { createHash, randomBytes } from 'node:crypto'

/** SHA-256 of what must not be stored or logged as it is: a token, an address. */
export const hashed = (text: string): string => createHash('sha256').update(text).digest('base64url')

export const newToken = (): string => randomBytes(32).toString('base64url')

export type TokenKind = 'sign-up' | 'reset' | 'email-change'

/** What the table stores: the kind of token and its SHA-256. */
export const tokenIdentifier = (kind: TokenKind, token: string): string => `${kind}:${hashed(token)}`

import 'server-only'
// Tokens that travel by mail: random, stored hashed in better-auth's verification table, spent once.
import { createHash, randomBytes } from 'node:crypto'

export const newToken = (): string => randomBytes(32).toString('base64url')

/** What the table stores: the kind of token and its SHA-256. */
export const tokenIdentifier = (kind: 'sign-up', token: string): string =>
  `${kind}:${createHash('sha256').update(token).digest('base64url')}`

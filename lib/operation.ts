// What a route promises, as data: the door enforces it, the OpenAPI document says it, the typed client is generated from
// it and the access matrix of the tests has a row for it. Pure.
import type * as z from 'zod'
import type { ErrorCode } from '@/lib/errors'

/** What each policy allows unless the variable `RATE_LIMIT_…` of its name says otherwise: requests and window. */
export const DEFAULT_LIMITS = {
  anonymous: '120/60s',
  user: '120/60s',
  write: '60/60s',
  auth: '20/60s',
  password: '5/600s',
  mail: '3/3600s',
} as const
export type PolicyName = keyof typeof DEFAULT_LIMITS

export type Access =
  /** Never looks identity up. */
  | 'public'
  /** Public first; the handler may identify late. */
  | 'optional'
  /** A session, or an API key with that scope. */
  | 'read'
  | 'write'
  /** A session; no API key. */
  | 'session'
  /** A session that signed in at most 15 minutes ago. */
  | 'recent-session'
  | 'admin'
  | 'recent-admin'

export type Operation = {
  /** The operationId: verb and noun. */
  id: string
  /** The noun. */
  tag: string
  method: 'GET' | 'POST' | 'PUT' | 'PATCH' | 'DELETE'
  path: `/api/${string}`
  summary: string
  description?: string
  access: Access
  /** Whether this address is served as `public` all the same. */
  isPublic?: (url: URL) => boolean
  /** What a client address counts against before identity is known; null is for health checks alone. */
  limit: PolicyName | null
  params?: z.ZodType
  query?: z.ZodType
  body?: z.ZodType
  /** Media types of a body that is no JSON: the handler reads it, with `readBytes`. */
  upload?: readonly string[]
  response?: z.ZodType
  /** Media type of an answer that is no JSON. */
  media?: string
  /** 200 when not given. */
  status?: 200 | 201 | 202 | 204 | 302
  /** Beside those that follow from the rest. */
  errors?: readonly ErrorCode[]
  /** Takes `Idempotency-Key`. */
  idempotent?: true
  /** Its answer is never stored: a replay names what was made instead. */
  secret?: true
  /** Takes `If-Match`. */
  precondition?: true
  /** For answers that are the same for everybody; everything else is private. */
  cacheControl?: string
  example?: { body?: unknown; query?: Record<string, string>; response?: unknown }
}

export const operation = <const Op extends Operation>(op: Op): Op => op

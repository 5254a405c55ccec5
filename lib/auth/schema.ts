// What the account forms send. Password rules beyond length live in password-rules.ts, on the server.
import * as z from 'zod'
import { cursorParam, id, limitParam, pageOf, text } from '@/lib/http-schema'

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 128

export const email = z.email('Give a full e-mail address').max(254).toLowerCase()
export const password = text(PASSWORD_MAX).min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters`)
export const personName = text(80).trim().min(1, 'Tell us what to call you')

export const signUpSchema = z.strictObject({ email })
export const signUpCompleteSchema = z.strictObject({ token: z.string().min(1).max(200), name: personName, password })
export const signInSchema = z.strictObject({
  email,
  password: z.string().min(1, 'Give your password').max(PASSWORD_MAX),
})

export const signUpAnswer = z.object({ status: z.literal('mail-sent'), inbox: z.string().optional() })
export const signUpCompleteAnswer = z.object({ signedIn: z.boolean() })
export const signInAnswer = z.object({ signedIn: z.literal(true) })
export const signOutAnswer = z.object({ signedOut: z.literal(true) })

export const listSessionsQuery = z.strictObject({ limit: limitParam, cursor: cursorParam })
export const sessionParams = z.strictObject({ sessionId: id })
export const sessionSchema = z
  .object({
    id,
    /** The one that asks. */
    current: z.boolean(),
    device: z.string(),
    address: z.string().nullable(),
    createdAt: z.iso.datetime(),
    /** As precise as a day. */
    lastSeenAt: z.iso.datetime(),
  })
  .meta({ id: 'Session' })
export type SessionItem = z.infer<typeof sessionSchema>
export const sessionPageSchema = pageOf(sessionSchema)

export const API_KEYS_MAX = 10
export const API_KEY_SCOPES = ['read', 'write'] as const
export const apiKeyScope = z.enum(API_KEY_SCOPES)
export const apiKeyParams = z.strictObject({ keyId: id })
export const createApiKeySchema = z.strictObject({
  name: text(60).trim().min(1, 'Give it a name'),
  scopes: z
    .array(apiKeyScope)
    .min(1, 'Choose what the key may do')
    .max(API_KEY_SCOPES.length)
    .refine((scopes) => new Set(scopes).size === scopes.length, 'Name each scope once'),
  expiresInDays: z.int().min(1).max(365).optional(),
})
export type CreateApiKeyInput = z.infer<typeof createApiKeySchema>

/** A key in the list; of the key itself only its first characters are known. */
export const apiKeySchema = z
  .object({
    id,
    name: z.string(),
    prefix: z.string(),
    scopes: z.array(apiKeyScope),
    expiresAt: z.iso.datetime().nullable(),
    lastUsedAt: z.iso.datetime().nullable(),
    createdAt: z.iso.datetime(),
  })
  .meta({ id: 'ApiKey' })
export type ApiKeyItem = z.infer<typeof apiKeySchema>
export const apiKeyPageSchema = pageOf(apiKeySchema)
/** The one answer that holds the key. */
export const newApiKeySchema = apiKeySchema.extend({ key: z.string() }).meta({ id: 'NewApiKey' })

// What the account forms send. Password rules beyond length live in password-rules.ts, on the server.
import * as z from 'zod'
import { toNextPath } from '@/lib/auth/next-path'
import { cursorParam, id, limitParam, pageOf, text } from '@/lib/http-schema'

export const PASSWORD_MIN = 10
export const PASSWORD_MAX = 128

export const email = z.email('Give a full e-mail address').max(254).toLowerCase()
export const password = text(PASSWORD_MAX).min(PASSWORD_MIN, `Use at least ${PASSWORD_MIN} characters`)
export const personName = text(80).trim().min(1, 'Tell us what to call you')

export const signUpSchema = z.strictObject({ email })
export const mailToken = z.string().min(1).max(200)
export const signUpCompleteSchema = z.strictObject({ token: mailToken, name: personName, password })
/** A password that is checked, not set: whatever was good when it was set. */
const knownPassword = z.string().min(1, 'Give your password').max(PASSWORD_MAX)
export const signInSchema = z.strictObject({ email, password: knownPassword })

export const signUpAnswer = z.object({ status: z.literal('mail-sent'), inbox: z.string().optional() })
export const signUpCompleteAnswer = z.object({ signedIn: z.boolean() })
/** Signed in, or half-way: with two-factor sign-in a code has to follow. */
export const signInAnswer = z.union([
  z.object({ signedIn: z.literal(true) }),
  z.object({ signedIn: z.literal(false), twoFactor: z.literal(true) }),
])
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

export const SIGN_IN_PROVIDERS = ['github', 'google'] as const
export const signInProvider = z.enum(SIGN_IN_PROVIDERS)
export type SignInProvider = z.infer<typeof signInProvider>
const nextPath = z
  .string()
  .max(2000)
  .refine((path) => toNextPath(path) === path, 'Give a path of this site')
export const socialSignInSchema = z.strictObject({ provider: signInProvider, next: nextPath.optional() })
export const socialSignInAnswer = z.object({ url: z.url() })
export const callbackParams = z.strictObject({ provider: signInProvider })

export const resetPasswordSchema = z.strictObject({ token: mailToken, password })
export const resetPasswordAnswer = z.object({ signedIn: z.literal(false) })
export const changePasswordSchema = z.strictObject({ currentPassword: knownPassword, newPassword: password })
export const changeEmailSchema = z.strictObject({ email })
export const confirmEmailSchema = z.strictObject({ token: mailToken })
export const confirmEmailAnswer = z.object({ status: z.enum(['waiting', 'changed']) })

/** Of an app or a backup code: people type both with spaces. */
export const twoFactorCodeSchema = z.strictObject({
  code: z
    .string()
    .max(40)
    .transform((code) => code.replace(/\s/g, ''))
    .pipe(text(20).min(6, 'Give the whole code')),
})
export const twoFactorSecretSchema = z
  .object({
    /** For typing, in base32. */
    secret: z.string(),
    uri: z.string(),
    /** The picture of the URI, as an SVG data URI. */
    qr: z.string(),
  })
  .meta({ id: 'TwoFactorSecret' })
export const backupCodesSchema = z.object({ backupCodes: z.array(z.string()) }).meta({ id: 'BackupCodes' })
/** The password; where an account has none, a code. */
export const disableTwoFactorSchema = z.union([z.strictObject({ password: knownPassword }), twoFactorCodeSchema])

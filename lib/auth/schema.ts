// What the account forms send. Password rules beyond length live in password-rules.ts, on the server.
import * as z from 'zod'
import { text } from '@/lib/http-schema'

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

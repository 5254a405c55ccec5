// The shared schemas as form checks. zod weighs more than the rest of a sign-in page, so lazy-checks.ts loads this file
// when somebody starts to fill in a form.
import { zodResolver } from '@hookform/resolvers/zod'
import * as z from 'zod'
import {
  changeEmailSchema,
  changePasswordSchema,
  createApiKeySchema,
  resetPasswordSchema,
  signInSchema,
  signUpCompleteSchema,
  signUpSchema,
  twoFactorCodeSchema,
} from '@/lib/auth/schema'
import { bio, createUserSchema } from '@/lib/users/schema'

export const signIn = zodResolver(signInSchema)
export const onlyPassword = zodResolver(signInSchema.pick({ password: true }))
export const onlyEmail = zodResolver(signUpSchema)
export const completeSignUp = zodResolver(signUpCompleteSchema.omit({ token: true }))
export const resetPassword = zodResolver(resetPasswordSchema.omit({ token: true }))
export const changePassword = zodResolver(changePasswordSchema)
export const changeEmail = zodResolver(changeEmailSchema)
export const code = zodResolver(twoFactorCodeSchema)
export const profile = zodResolver(z.object({ name: signUpCompleteSchema.shape.name, bio }))
/** The form says in its own words what the key may do and when it ends. */
export const apiKey = zodResolver(
  z.object({
    name: createApiKeySchema.shape.name,
    may: z.enum(['read', 'write']),
    ends: z.enum(['90', '365', 'never']),
  }),
)
export const invitation = zodResolver(
  z.object({ email: createUserSchema.shape.email, name: createUserSchema.shape.name, role: z.enum(['user', 'admin']) }),
)

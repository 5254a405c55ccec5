// The shared schemas as form checks. zod weighs more than the rest of a sign-in page, so lazy-checks.ts loads this file
// when somebody starts to fill in a form.
import { zodResolver } from '@hookform/resolvers/zod'
import { signInSchema, signUpCompleteSchema, signUpSchema } from '@/lib/auth/schema'

export const signIn = zodResolver(signInSchema)
export const signUp = zodResolver(signUpSchema)
export const completeSignUp = zodResolver(signUpCompleteSchema.omit({ token: true }))

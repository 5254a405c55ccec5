// The HTTP operations of accounts: becoming a user, signing in and out.
import {
  signInAnswer,
  signInSchema,
  signOutAnswer,
  signUpAnswer,
  signUpCompleteAnswer,
  signUpCompleteSchema,
  signUpSchema,
} from '@/lib/auth/schema'
import { operation } from '@/lib/operation'

export const signUp = operation({
  id: 'startSignUp',
  tag: 'auth',
  method: 'POST',
  path: '/api/v1/sign-up',
  summary: 'Ask for an account',
  description: 'Mails a link to the address. Known and new addresses get the same answer.',
  access: 'public',
  limit: 'auth',
  body: signUpSchema,
  response: signUpAnswer,
  status: 202,
  errors: ['unavailable'],
  example: { body: { email: 'ines@example.com' } },
})

export const completeSignUp = operation({
  id: 'completeSignUp',
  tag: 'auth',
  method: 'POST',
  path: '/api/v1/sign-up/complete',
  summary: 'Become a user',
  description: 'Spends the mailed token, makes the user and signs in by cookie.',
  access: 'public',
  limit: 'auth',
  body: signUpCompleteSchema,
  response: signUpCompleteAnswer,
  status: 201,
  errors: ['conflict', 'gone'],
  example: { body: { token: 'from-the-link', name: 'Ines Rock', password: 'a wide quiet valley' } },
})

export const signIn = operation({
  id: 'signIn',
  tag: 'auth',
  method: 'POST',
  path: '/api/auth/sign-in/email',
  summary: 'Sign in',
  description: 'By cookie, for browsers. Programs use an API key.',
  access: 'public',
  limit: 'auth',
  body: signInSchema,
  response: signInAnswer,
  errors: ['unauthenticated', 'forbidden'],
  example: { body: { email: 'ines@example.com', password: 'a wide quiet valley' } },
})

export const signOut = operation({
  id: 'signOut',
  tag: 'auth',
  method: 'POST',
  path: '/api/auth/sign-out',
  summary: 'Sign out',
  description: 'Ends the session of the cookie, if there is one.',
  access: 'public',
  limit: 'auth',
  response: signOutAnswer,
})

// The HTTP operations of accounts: becoming a user, signing in and out, sessions and API keys.
import {
  apiKeyPageSchema,
  apiKeyParams,
  createApiKeySchema,
  listSessionsQuery,
  newApiKeySchema,
  sessionPageSchema,
  sessionParams,
  signInAnswer,
  signInSchema,
  signOutAnswer,
  signUpAnswer,
  signUpCompleteAnswer,
  signUpCompleteSchema,
  signUpSchema,
} from '@/lib/auth/schema'
import { operation } from '@/lib/operation'

/** What is asked at the entrance, where nobody is known yet. */
export const ENTRANCE = { tag: 'auth', method: 'POST', access: 'public', limit: 'auth' } as const

export const signUp = operation({
  ...ENTRANCE,
  id: 'startSignUp',
  path: '/api/v1/sign-up',
  summary: 'Ask for an account',
  description: 'Mails a link to the address. Known and new addresses get the same answer.',
  body: signUpSchema,
  response: signUpAnswer,
  status: 202,
  errors: ['unavailable'],
  example: { body: { email: 'ines@example.com' } },
})

export const completeSignUp = operation({
  ...ENTRANCE,
  id: 'completeSignUp',
  path: '/api/v1/sign-up/complete',
  summary: 'Become a user',
  description: 'Spends the mailed token, makes the user and signs in by cookie.',
  body: signUpCompleteSchema,
  response: signUpCompleteAnswer,
  status: 201,
  errors: ['conflict', 'gone'],
  example: { body: { token: 'from-the-link', name: 'Ines Rock', password: 'a wide quiet valley' } },
})

export const signIn = operation({
  ...ENTRANCE,
  id: 'signIn',
  path: '/api/auth/sign-in/email',
  summary: 'Sign in',
  description: 'By cookie, for browsers. Programs use an API key.',
  body: signInSchema,
  response: signInAnswer,
  errors: ['unauthenticated', 'forbidden'],
  example: { body: { email: 'ines@example.com', password: 'a wide quiet valley' } },
})

export const signOut = operation({
  ...ENTRANCE,
  id: 'signOut',
  path: '/api/auth/sign-out',
  summary: 'Sign out',
  description: 'Ends the session of the cookie, if there is one.',
  response: signOutAnswer,
})

const SESSIONS = '/api/v1/me/sessions'
const API_KEYS = '/api/v1/me/api-keys'

export const listSessions = operation({
  id: 'listSessions',
  tag: 'sessions',
  method: 'GET',
  path: SESSIONS,
  summary: 'List where you are signed in',
  access: 'session',
  limit: 'anonymous',
  query: listSessionsQuery,
  response: sessionPageSchema,
  errors: ['bad-request'],
})

export const endOtherSessions = operation({
  id: 'endOtherSessions',
  tag: 'sessions',
  method: 'DELETE',
  path: SESSIONS,
  summary: 'Sign out everywhere else',
  access: 'session',
  limit: 'anonymous',
  status: 204,
})

export const endSession = operation({
  id: 'endSession',
  tag: 'sessions',
  method: 'DELETE',
  path: `${SESSIONS}/{sessionId}`,
  summary: 'End a session of yours',
  access: 'session',
  limit: 'anonymous',
  params: sessionParams,
  status: 204,
})

export const listApiKeys = operation({
  id: 'listApiKeys',
  tag: 'api-keys',
  method: 'GET',
  path: API_KEYS,
  summary: 'List your API keys',
  access: 'session',
  limit: 'anonymous',
  response: apiKeyPageSchema,
})

export const createApiKey = operation({
  id: 'createApiKey',
  tag: 'api-keys',
  method: 'POST',
  path: API_KEYS,
  summary: 'Create an API key',
  description:
    'The answer is the only one that holds the key. A key that reads and writes has both scopes; there are at most 10.',
  access: 'recent-session',
  limit: 'anonymous',
  body: createApiKeySchema,
  response: newApiKeySchema,
  status: 201,
  errors: ['conflict'],
  idempotent: true,
  secret: true,
  example: { body: { name: 'Nightly import', scopes: ['read', 'write'], expiresInDays: 90 } },
})

export const deleteApiKey = operation({
  id: 'deleteApiKey',
  tag: 'api-keys',
  method: 'DELETE',
  path: `${API_KEYS}/{keyId}`,
  summary: 'End an API key of yours',
  access: 'session',
  limit: 'anonymous',
  params: apiKeyParams,
  status: 204,
})

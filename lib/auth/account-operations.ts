// The HTTP operations that change how an account is entered: password, address, second factor, and the ways to sign in
// beyond a password. Becoming a user, signing in and out: operations.ts.
import {
  backupCodesSchema,
  callbackParams,
  changeEmailSchema,
  changePasswordSchema,
  confirmEmailAnswer,
  confirmEmailSchema,
  disableTwoFactorSchema,
  resetPasswordAnswer,
  resetPasswordSchema,
  signInAnswer,
  signUpAnswer,
  signUpSchema,
  socialSignInAnswer,
  socialSignInSchema,
  twoFactorCodeSchema,
  twoFactorSecretSchema,
} from '@/lib/auth/schema'
import { ENTRANCE } from '@/lib/auth/operations'
import { operation } from '@/lib/operation'

/** What changes who can get in, and so wants a recent sign-in. */
const RECENT = { tag: 'account', access: 'recent-session', limit: 'anonymous' } as const

const TWO_FACTOR = '/api/v1/me/two-factor'
const EXAMPLE_CODE = { body: { code: '287082' } }

export const requestPasswordReset = operation({
  ...ENTRANCE,
  id: 'requestPasswordReset',
  path: '/api/auth/request-password-reset',
  summary: 'Ask for a new password',
  description: 'Mails a link that works for 10 minutes. Known and unknown addresses get the same answer.',
  body: signUpSchema,
  response: signUpAnswer,
  status: 202,
  errors: ['unavailable'],
  example: { body: { email: 'ines@example.com' } },
})

export const resetPassword = operation({
  ...ENTRANCE,
  id: 'resetPassword',
  path: '/api/auth/reset-password',
  summary: 'Set a new password',
  description: 'Spends the mailed token, sets the password and ends every session of the account.',
  body: resetPasswordSchema,
  response: resetPasswordAnswer,
  errors: ['gone'],
  example: { body: { token: 'from-the-link', password: 'a wide quiet valley' } },
})

export const verifyTotp = operation({
  ...ENTRANCE,
  id: 'verifyTotp',
  path: '/api/auth/two-factor/verify-totp',
  summary: 'Finish signing in with a code of the app',
  description:
    'The second step, within 10 minutes of the first. A code works once; 410 when the first step is too old.',
  body: twoFactorCodeSchema,
  response: signInAnswer,
  errors: ['unauthenticated', 'forbidden', 'gone'],
  example: EXAMPLE_CODE,
})

export const verifyBackupCode = operation({
  ...verifyTotp,
  id: 'verifyBackupCode',
  path: '/api/auth/two-factor/verify-backup-code',
  summary: 'Finish signing in with a backup code',
  example: { body: { code: 'k3Fq9-Zt7aB' } },
})

export const signInSocial = operation({
  ...ENTRANCE,
  id: 'signInSocial',
  path: '/api/auth/sign-in/social',
  summary: 'Sign in with GitHub or Google',
  description: 'Answers the address of the provider to go to. 404 where the provider is not set up.',
  body: socialSignInSchema,
  response: socialSignInAnswer,
  errors: ['not-found'],
  example: { body: { provider: 'github', next: '/dashboard' } },
})

export const signInCallback = operation({
  id: 'signInCallback',
  tag: 'auth',
  method: 'GET',
  path: '/api/auth/callback/{provider}',
  summary: 'Come back from a provider',
  description: 'Where the provider sends the browser. Redirects into the app, to the code, or to the sign-in page.',
  access: 'public',
  limit: 'auth',
  params: callbackParams,
  status: 302,
})

export const changePassword = operation({
  ...RECENT,
  id: 'changePassword',
  method: 'PUT',
  path: '/api/v1/me/password',
  summary: 'Change your password',
  description: 'Ends every other session.',
  body: changePasswordSchema,
  status: 204,
  errors: ['conflict'],
  example: { body: { currentPassword: 'a wide quiet valley', newPassword: 'granite and lichen 7' } },
})

export const changeEmail = operation({
  ...RECENT,
  id: 'changeEmail',
  method: 'POST',
  path: '/api/v1/me/email',
  summary: 'Ask for another address',
  description: 'Mails a link to the old and to the new address. It changes once both were opened, within 24 hours.',
  body: changeEmailSchema,
  response: signUpAnswer,
  status: 202,
  errors: ['unavailable'],
  example: { body: { email: 'ines.rock@example.com' } },
})

export const confirmEmail = operation({
  ...ENTRANCE,
  id: 'confirmEmail',
  tag: 'account',
  path: '/api/v1/email/confirm',
  summary: 'Agree to a change of address',
  description: 'Spends one of the two mailed tokens; with the second the address changes.',
  body: confirmEmailSchema,
  response: confirmEmailAnswer,
  errors: ['gone', 'conflict'],
  example: { body: { token: 'from-the-link' } },
})

export const startTwoFactor = operation({
  ...RECENT,
  id: 'startTwoFactor',
  method: 'POST',
  path: TWO_FACTOR,
  summary: 'Set up two-factor sign-in',
  description: 'Makes a secret for an authenticator app. Nothing is asked for until a code of it was confirmed.',
  response: twoFactorSecretSchema,
  status: 201,
  errors: ['conflict'],
  secret: true,
})

export const disableTwoFactor = operation({
  ...RECENT,
  id: 'disableTwoFactor',
  method: 'DELETE',
  path: TWO_FACTOR,
  summary: 'Turn two-factor sign-in off',
  description: 'Takes the password; a code, where the account has no password. Ends every other session.',
  body: disableTwoFactorSchema,
  status: 204,
  errors: ['conflict'],
  example: { body: { password: 'a wide quiet valley' } },
})

export const confirmTwoFactor = operation({
  ...RECENT,
  id: 'confirmTwoFactor',
  method: 'POST',
  path: `${TWO_FACTOR}/confirm`,
  summary: 'Turn two-factor sign-in on',
  description: 'Takes a code of the app, answers ten backup codes, this once, and ends every other session.',
  body: twoFactorCodeSchema,
  response: backupCodesSchema,
  errors: ['conflict'],
  secret: true,
  example: EXAMPLE_CODE,
})

export const renewBackupCodes = operation({
  ...RECENT,
  id: 'renewBackupCodes',
  method: 'POST',
  path: `${TWO_FACTOR}/backup-codes`,
  summary: 'Make new backup codes',
  description: 'The old ones are worth nothing from then on.',
  response: backupCodesSchema,
  status: 201,
  errors: ['conflict'],
  secret: true,
})

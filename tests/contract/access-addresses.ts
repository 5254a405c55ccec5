// The rows beside the operations: pages, route files that are no operation, and the keys of `auth.api`.
import type { Scene } from '../support/scene'
import { columns, EVERYONE, NOBODY, type Cells } from './access-matrix'

//                        anon owner stale other admin read write both expired ended deleted banned banned-key
const SIGNED_IN = columns('307 ok    ok    ok    ok    307  307   307  307     307   307     307    307')
const AUTHOR = /**/ columns('307 ok    ok    404   404   307  307   307  307     307   307     307    307')
const ADMINS = /**/ columns('307 404   404   404   ok    307  307   307  307     307   307     307    307')
const GUESTS = /**/ columns('ok  307   307   307   307   ok   ok    ok   ok      ok    ok      ok     ok')

type Page = { page: string; about?: string; path: (scene: Scene) => string; cells: Cells }

export const pages: Page[] = [
  { page: '/', path: () => '/', cells: EVERYONE(200) },
  { page: '/blog', path: () => '/blog', cells: EVERYONE(200) },
  { page: '/blog/[slug]', path: ({ slug }) => `/blog/${slug}`, cells: EVERYONE(200) },
  { page: '/blog/[slug]', about: 'a draft', path: ({ draftSlug }) => `/blog/${draftSlug}`, cells: NOBODY(404) },
  { page: '/sign-in', path: () => '/sign-in', cells: GUESTS(200) },
  { page: '/sign-up', path: () => '/sign-up', cells: EVERYONE(200) },
  { page: '/sign-up/complete', path: () => '/sign-up/complete', cells: EVERYONE(200) },
  ...['/forgot-password', '/reset-password', '/confirm-email', '/two-factor'].map((page) => ({
    page,
    path: () => page,
    cells: EVERYONE(200),
  })),
  { page: '/api/docs', path: () => '/api/docs', cells: EVERYONE(200) },
  { page: '/dashboard', path: () => '/dashboard', cells: SIGNED_IN(200) },
  { page: '/posts', path: () => '/posts', cells: SIGNED_IN(200) },
  { page: '/posts/new', path: () => '/posts/new', cells: SIGNED_IN(200) },
  { page: '/posts/[postId]', path: ({ draftId }) => `/posts/${draftId}`, cells: AUTHOR(200) },
  ...['/settings/profile', '/settings/security', '/settings/api-keys'].map((page) => ({
    page,
    path: () => page,
    cells: SIGNED_IN(200),
  })),
  { page: '/admin', path: () => '/admin', cells: ADMINS(200) },
  { page: '/admin/audit', path: () => '/admin/audit', cells: ADMINS(200) },
  { page: '/admin/feedback', path: () => '/admin/feedback', cells: ADMINS(200) },
  { page: '/_not-found', path: () => '/no-such-page', cells: NOBODY(404) },
  { page: '/_global-error', path: () => '/_global-error', cells: EVERYONE(500) },
]

type Address = { route: string; method?: string; path: string; body?: unknown; cells: Cells }

/** Route files that no operation names. */
export const addresses: Address[] = [
  ...[
    '/icon.svg',
    '/apple-icon.png',
    '/opengraph-image',
    '/feed.xml',
    '/sitemap.xml',
    '/robots.txt',
    '/manifest.webmanifest',
  ].map((route) => ({ route, path: route, cells: EVERYONE(200) })),
  { route: '/sitemap/[page]', path: '/sitemap/0.xml', cells: EVERYONE(200) },
  { route: '/blog/[slug]/opengraph-image', path: '/blog/no-such-post/opengraph-image', cells: NOBODY(404) },
  { route: '/api/[...path]', path: '/api/no-such-address', cells: NOBODY(404) },
  { route: '/api/[...path]', method: 'POST', path: '/api/v1/no-such-address', body: {}, cells: NOBODY(404) },
  { route: '/api/auth/[...all]', path: '/api/auth/get-session', cells: NOBODY(404) },
]

/** Each key of `auth.api`: closed over HTTP, or the operation that serves its address. */
export const authApi: Record<string, string> = {
  accountInfo: 'closed',
  callbackOAuth: 'signInCallback',
  changeEmail: 'closed',
  changePassword: 'closed',
  deleteUser: 'closed',
  deleteUserCallback: 'closed',
  disableTwoFactor: 'closed',
  enableTwoFactor: 'closed',
  error: 'closed',
  generateBackupCodes: 'closed',
  generateTOTP: 'closed',
  getAccessToken: 'closed',
  getSession: 'closed',
  getTOTPURI: 'closed',
  linkSocialAccount: 'closed',
  listSessions: 'closed',
  listUserAccounts: 'closed',
  ok: 'closed',
  refreshToken: 'closed',
  requestPasswordReset: 'requestPasswordReset',
  requestPasswordResetCallback: 'closed',
  resetPassword: 'resetPassword',
  revokeOtherSessions: 'closed',
  revokeSession: 'closed',
  revokeSessions: 'closed',
  sendTwoFactorOTP: 'closed',
  sendVerificationEmail: 'closed',
  setPassword: 'closed',
  signInEmail: 'signIn',
  signInSocial: 'signInSocial',
  signOut: 'signOut',
  signUpEmail: 'closed',
  unlinkAccount: 'closed',
  updateSession: 'closed',
  updateUser: 'closed',
  verifyBackupCode: 'verifyBackupCode',
  verifyEmail: 'closed',
  verifyPassword: 'closed',
  verifyTOTP: 'verifyTotp',
  verifyTwoFactorOTP: 'closed',
  viewBackupCodes: 'closed',
}

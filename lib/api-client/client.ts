// The typed client of our own API, for the browser: addresses, bodies and answers are those of docs/openapi.json. It never
// throws: a failure is a problem, and one that comes from the network has status 0.
import type * as t from '@/lib/api-client/generated/types.gen'
import type { Problem } from '@/lib/http-schema'

export type ApiResult<Data> = { ok: true; data: Data; status: number } | { ok: false; problem: Problem }

type Operation = { url: string; body?: unknown; path?: unknown; query?: unknown; headers?: unknown }

const DEADLINE_MS = 15_000

const offline = (instance: string): Problem => ({
  type: 'about:blank#offline',
  title: 'No answer',
  status: 0,
  detail: 'The server could not be reached. Check your connection and try again.',
  instance,
  requestId: '',
})

const isProblem = (value: unknown): value is Problem =>
  typeof value === 'object' && value !== null && 'detail' in value && 'status' in value && 'requestId' in value

const entries = (values: unknown): [string, string][] =>
  Object.entries(values ?? {}).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))

function addressOf(url: string, { path, query }: Omit<Operation, 'url'>): string {
  const filled = entries(path).reduce((at, [name, value]) => at.replace(`{${name}}`, encodeURIComponent(value)), url)
  const asked = new URLSearchParams(entries(query)).toString()
  return asked === '' ? filled : `${filled}?${asked}`
}

/** Calls one operation as the document describes it. */
async function call<Described extends Operation, Answer>(
  method: string,
  url: Described['url'],
  given: Omit<Described, 'url'>,
  init: RequestInit = {},
): Promise<ApiResult<Answer>> {
  const address = addressOf(url, given)
  const headers = new Headers(entries(given.headers))
  // A file goes as it is, under its own type.
  const isJson = given.body !== undefined && !(given.body instanceof Blob)
  if (isJson) headers.set('Content-Type', 'application/json')
  try {
    const response = await fetch(address, {
      method,
      headers,
      ...(given.body === undefined ? {} : { body: isJson ? JSON.stringify(given.body) : (given.body as Blob) }),
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...init,
    })
    const data: unknown = response.status === 204 ? null : await response.json()
    if (response.ok) return { ok: true, data: data as Answer, status: response.status }
    return { ok: false, problem: isProblem(data) ? data : { ...offline(address), status: response.status } }
  } catch {
    return { ok: false, problem: offline(address) }
  }
}

/** `If-Match` for the version that was read: the change happens only while it is still the newest. */
export const ifMatch = (version: number) => ({ 'If-Match': `"${version}"` })

/** Whether it may have happened all the same, or may happen if it is asked for again. */
export const isOpen = (problem: Problem) =>
  problem.status === 0 || problem.status >= 500 || problem.type.endsWith('#idempotency-running')

type Once = { 'Idempotency-Key': string }

/**
 * The `Idempotency-Key` of one form. A double click and a retry of the same input carry the same key until an answer has
 * decided it, so that they make one thing; other input is another request.
 */
export function submission() {
  let held: { key: string; input: string } | null = null
  return async <Input, Data>(
    input: Input,
    send: (input: Input, headers: Once) => Promise<ApiResult<Data>>,
  ): Promise<ApiResult<Data>> => {
    const text = JSON.stringify(input)
    // Not randomUUID, which a page on plain http does not have.
    if (held?.input !== text) held = { key: crypto.getRandomValues(new Uint32Array(4)).join('-'), input: text }
    const result = await send(input, { 'Idempotency-Key': held.key })
    if (result.ok || !isOpen(result.problem)) held = null
    return result
  }
}

/** A query where `undefined` means not asked for. */
type Asked<Query> = { [Name in keyof NonNullable<Query>]?: NonNullable<Query>[Name] | undefined }

/** A question that its asker may drop, with the deadline of every other. */
const until = (signal: AbortSignal | undefined): RequestInit =>
  signal ? { signal: AbortSignal.any([signal, AbortSignal.timeout(DEADLINE_MS)]) } : {}

const POSTS = '/api/v1/posts'
const POST = `${POSTS}/{postId}` as const
const ME = '/api/v1/me'
const USERS = '/api/v1/users'
const AVATAR = `${ME}/avatar` as const
const TWO_FACTOR = `${ME}/two-factor` as const

export const api = {
  posts: {
    list: (query: Asked<t.ListPostsData['query']> = {}, signal?: AbortSignal) =>
      call<{ url: typeof POSTS; query: typeof query }, t.ListPostsResponse>('GET', POSTS, { query }, until(signal)),
    get: (postId: string) => call<t.GetPostData, t.GetPostResponse>('GET', POST, { path: { postId } }),
    create: (body: t.CreatePost, headers: Partial<Once> = {}) =>
      call<t.CreatePostData, t.CreatePostResponse>('POST', POSTS, { body, headers }),
    update: (postId: string, body: t.UpdatePost, headers: NonNullable<t.UpdatePostData['headers']> = {}) =>
      call<t.UpdatePostData, t.UpdatePostResponse>('PATCH', POST, { path: { postId }, body, headers }),
    // Also the last thing that a page does: `keepalive` brings it to its end.
    delete: (postId: string) => call<t.DeletePostData, null>('DELETE', POST, { path: { postId } }, { keepalive: true }),
    recordView: (postId: string, body: t.RecordPostViewData['body'] = {}) =>
      call<t.RecordPostViewData, null>('POST', `${POST}/views`, { path: { postId }, body }, { keepalive: true }),
  },
  me: {
    get: () => call<t.GetMeData, t.GetMeResponse>('GET', ME, {}),
    update: (body: t.UpdateMeData['body']) => call<t.UpdateMeData, t.UpdateMeResponse>('PATCH', ME, { body }),
    delete: (body: t.DeleteMeData['body']) => call<t.DeleteMeData, null>('DELETE', ME, { body }),
    export: () => call<t.ExportMeData, t.ExportMeResponse>('GET', `${ME}/export`, {}),
    setAvatar: (body: Blob) => call<t.PutAvatarData, t.PutAvatarResponse>('PUT', AVATAR, { body }),
    removeAvatar: () => call<t.DeleteAvatarData, null>('DELETE', AVATAR, {}),
    changePassword: (body: t.ChangePasswordData['body']) =>
      call<t.ChangePasswordData, null>('PUT', `${ME}/password`, { body }),
    changeEmail: (body: t.ChangeEmailData['body']) =>
      call<t.ChangeEmailData, t.ChangeEmailResponse>('POST', `${ME}/email`, { body }),
    confirmEmail: (body: t.ConfirmEmailData['body']) =>
      call<t.ConfirmEmailData, t.ConfirmEmailResponse>('POST', '/api/v1/email/confirm', { body }),
  },
  twoFactor: {
    start: () => call<t.StartTwoFactorData, t.StartTwoFactorResponse>('POST', TWO_FACTOR, {}),
    confirm: (body: t.ConfirmTwoFactorData['body']) =>
      call<t.ConfirmTwoFactorData, t.ConfirmTwoFactorResponse>('POST', `${TWO_FACTOR}/confirm`, { body }),
    turnOff: (body: t.DisableTwoFactorData['body']) =>
      call<t.DisableTwoFactorData, null>('DELETE', TWO_FACTOR, { body }),
    renewCodes: () =>
      call<t.RenewBackupCodesData, t.RenewBackupCodesResponse>('POST', `${TWO_FACTOR}/backup-codes`, {}),
  },
  sessions: {
    list: (query: NonNullable<t.ListSessionsData['query']> = {}) =>
      call<t.ListSessionsData, t.ListSessionsResponse>('GET', `${ME}/sessions`, { query }),
    end: (sessionId: string) =>
      call<t.EndSessionData, null>('DELETE', `${ME}/sessions/{sessionId}`, { path: { sessionId } }),
    endOthers: () => call<t.EndOtherSessionsData, null>('DELETE', `${ME}/sessions`, {}),
  },
  apiKeys: {
    list: () => call<t.ListApiKeysData, t.ListApiKeysResponse>('GET', `${ME}/api-keys`, {}),
    create: (body: t.CreateApiKeyData['body'], headers: Partial<Once> = {}) =>
      call<t.CreateApiKeyData, t.CreateApiKeyResponse>('POST', `${ME}/api-keys`, { body, headers }),
    revoke: (keyId: string) => call<t.DeleteApiKeyData, null>('DELETE', `${ME}/api-keys/{keyId}`, { path: { keyId } }),
  },
  users: {
    create: (body: t.CreateUserData['body'], headers: Partial<Once> = {}) =>
      call<t.CreateUserData, t.CreateUserResponse>('POST', USERS, { body, headers }),
    update: (userId: string, body: t.UpdateUserData['body']) =>
      call<t.UpdateUserData, t.UpdateUserResponse>('PATCH', `${USERS}/{userId}`, { path: { userId }, body }),
    endSessions: (userId: string) =>
      call<t.EndUserSessionsData, null>('DELETE', `${USERS}/{userId}/sessions`, { path: { userId } }),
  },
  feedback: {
    create: (body: t.CreateFeedback, headers: Partial<Once> = {}) =>
      call<t.CreateFeedbackData, t.CreateFeedbackResponse>('POST', '/api/v1/feedback', { body, headers }),
  },
  signUp: {
    start: (body: t.StartSignUpData['body']) =>
      call<t.StartSignUpData, t.StartSignUpResponse>('POST', '/api/v1/sign-up', { body }),
    complete: (body: t.CompleteSignUpData['body']) =>
      call<t.CompleteSignUpData, t.CompleteSignUpResponse>('POST', '/api/v1/sign-up/complete', { body }),
  },
  auth: {
    signIn: (body: t.SignInData['body']) =>
      call<t.SignInData, t.SignInResponse>('POST', '/api/auth/sign-in/email', { body }),
    signInWith: (body: t.SignInSocialData['body']) =>
      call<t.SignInSocialData, t.SignInSocialResponse>('POST', '/api/auth/sign-in/social', { body }),
    verifyTotp: (body: t.VerifyTotpData['body']) =>
      call<t.VerifyTotpData, t.VerifyTotpResponse>('POST', '/api/auth/two-factor/verify-totp', { body }),
    verifyBackupCode: (body: t.VerifyBackupCodeData['body']) =>
      call<t.VerifyBackupCodeData, t.VerifyBackupCodeResponse>('POST', '/api/auth/two-factor/verify-backup-code', {
        body,
      }),
    requestPasswordReset: (body: t.RequestPasswordResetData['body']) =>
      call<t.RequestPasswordResetData, t.RequestPasswordResetResponse>('POST', '/api/auth/request-password-reset', {
        body,
      }),
    resetPassword: (body: t.ResetPasswordData['body']) =>
      call<t.ResetPasswordData, t.ResetPasswordResponse>('POST', '/api/auth/reset-password', { body }),
    signOut: () => call<t.SignOutData, t.SignOutResponse>('POST', '/api/auth/sign-out', {}),
  },
}

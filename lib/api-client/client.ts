// The typed client of our own API, for the browser. It never throws: a failure is a problem, and one that comes from the
// network has status 0. Shapes are those of the schemas that the door validates with.
import type { Problem } from '@/lib/http-schema'
import type { CreatePostInput, Post, PostPage, UpdatePostInput } from '@/lib/posts/schema'

export type ApiResult<Data> = { ok: true; data: Data; status: number } | { ok: false; problem: Problem }

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

async function call<Data>(
  method: string,
  path: string,
  body?: unknown,
  init: RequestInit = {},
): Promise<ApiResult<Data>> {
  try {
    const response = await fetch(path, {
      method,
      headers: body === undefined ? {} : { 'Content-Type': 'application/json' },
      ...(body === undefined ? {} : { body: JSON.stringify(body) }),
      signal: AbortSignal.timeout(DEADLINE_MS),
      ...init,
    })
    const data: unknown = response.status === 204 ? null : await response.json()
    if (response.ok) return { ok: true, data: data as Data, status: response.status }
    return { ok: false, problem: isProblem(data) ? data : { ...offline(path), status: response.status } }
  } catch {
    return { ok: false, problem: offline(path) }
  }
}

function query(values: Record<string, string | number | boolean | undefined>): string {
  const given = Object.entries(values).flatMap(([name, value]) => (value === undefined ? [] : [[name, String(value)]]))
  return given.length === 0 ? '' : `?${new URLSearchParams(given)}`
}

const postPath = (postId: string) => `/api/v1/posts/${encodeURIComponent(postId)}`

export const api = {
  posts: {
    list: (options: { cursor?: string; mine?: boolean; limit?: number } = {}) =>
      call<PostPage>('GET', `/api/v1/posts${query(options)}`),
    create: (input: Partial<CreatePostInput> & Pick<CreatePostInput, 'title'>) =>
      call<Post>('POST', '/api/v1/posts', input),
    update: (postId: string, input: UpdatePostInput) => call<Post>('PATCH', postPath(postId), input),
    delete: (postId: string) => call<null>('DELETE', postPath(postId)),
    recordView: (postId: string, input: { referrer?: string } = {}) =>
      call<null>('POST', `${postPath(postId)}/views`, input, { keepalive: true }),
  },
  signUp: {
    start: (input: { email: string }) =>
      call<{ status: 'mail-sent'; inbox?: string }>('POST', '/api/v1/sign-up', input),
    complete: (input: { token: string; name: string; password: string }) =>
      call<{ signedIn: boolean }>('POST', '/api/v1/sign-up/complete', input),
  },
  auth: {
    signIn: (input: { email: string; password: string }) =>
      call<{ signedIn: true }>('POST', '/api/auth/sign-in/email', input),
    signOut: () => call<unknown>('POST', '/api/auth/sign-out', {}),
  },
}

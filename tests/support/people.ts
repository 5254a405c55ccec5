// People and posts for integration tests, made the way the app makes them, and requests as a browser would send them.
import { randomUUID } from 'node:crypto'
import { mintApiKey } from '@/lib/auth/api-keys'
import { auth } from '@/lib/auth/auth'
import type { UserViewer } from '@/lib/auth/identity'
import { hashPassword } from '@/lib/auth/password'
import { db } from '@/lib/db'

export const ORIGIN = 'http://localhost:3000'
export const PASSWORD = 'granite and lichen 7'

type Handler = (
  request: Request,
  segment: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response>

export type Person = UserViewer & { cookie: string }

let passwordHash: Promise<string> | undefined

/** A verified user with profile and password, not signed in. */
export async function createUser({
  name = 'Ines Rock',
  role = 'user',
}: { name?: string; role?: 'user' | 'admin' } = {}) {
  const email = `${randomUUID()}@example.test`
  const user = await db().user.create({ data: { name, email, role, emailVerified: true, profile: { create: {} } } })
  passwordHash ??= hashPassword(PASSWORD)
  await db().account.create({
    data: { userId: user.id, accountId: user.id, providerId: 'credential', password: await passwordHash },
  })
  return user
}

/** Signs in through better-auth and returns the cookie that the browser would keep. */
export async function signIn(email: string): Promise<string> {
  const { headers } = await auth().api.signInEmail({ body: { email, password: PASSWORD }, returnHeaders: true })
  return headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

export async function createPerson(options: { name?: string; role?: 'user' | 'admin' } = {}): Promise<Person> {
  const user = await createUser(options)
  const cookie = await signIn(user.email)
  const session = await db().session.findFirstOrThrow({ where: { userId: user.id } })
  return {
    kind: 'user',
    userId: user.id,
    sessionId: session.id,
    name: user.name,
    email: user.email,
    image: null,
    role: options.role ?? 'user',
    signedInAt: session.createdAt,
    cookie,
  }
}

/** A live key of this person's, and the headers of a program that uses it. */
export async function createApiKey({ userId }: { userId: string }, scopes: string[], expiresAt: Date | null = null) {
  const { key, prefix, hash } = mintApiKey()
  const { id } = await db().apiKey.create({ data: { userId, name: 'A program', prefix, hash, scopes, expiresAt } })
  return { id, key, headers: { authorization: `Bearer ${key}` } }
}

type Call = {
  as?: Person
  body?: unknown
  params?: Record<string, string>
  headers?: Record<string, string>
  address?: string
}

/** Calls a route handler with what a browser on our own page would send; `headers` overrides. */
export function call(
  handler: Handler,
  method: string,
  path: string,
  { as, body, params = {}, headers = {}, address }: Call = {},
): Promise<Response> {
  Object.assign(globalThis, { __footholdPreload: true })
  const request = new Request(new URL(path, ORIGIN), {
    method,
    headers: {
      origin: ORIGIN,
      'x-foothold-client-address': address ?? '192.0.2.1',
      ...(as ? { cookie: as.cookie } : {}),
      ...(body === undefined ? {} : { 'content-type': 'application/json' }),
      ...headers,
    },
    ...(body === undefined
      ? {}
      : { body: typeof body === 'string' || body instanceof Uint8Array ? (body as BodyInit) : JSON.stringify(body) }),
  })
  return handler(request, { params: Promise.resolve(params) })
}

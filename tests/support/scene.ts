// A person with everything that can belong to one, and everybody who might ask for it, made in SQL: hundreds a second.
import { createHash, createHmac, randomBytes, randomUUID } from 'node:crypto'
import { auth } from '@/lib/auth/auth'
import { hashPassword } from '@/lib/auth/password'
import { pool } from './fingerprint'

export const PASSWORD = 'granite and lichen 7'

export const ACTORS = [
  'anonymous',
  'owner',
  'stale',
  'other',
  'admin',
  'read-key',
  'write-key',
  'both-key',
  'expired-key',
  'ended',
  'deleted',
  'banned',
  'banned-key',
] as const
export type ActorName = (typeof ACTORS)[number]
/** What an actor sends to say who it is. */
export type Credentials = { cookie?: string; authorization?: string }

export type Person = { userId: string; email: string; sessionId: string; cookie: string; name: string }
export type Scene = {
  owner: Person
  draftId: string
  draftSlug: string
  publishedId: string
  slug: string
  keyId: string
  otherSessionId: string
  feedbackId: string
  /** Texts that nobody but the owner and admins may be shown. */
  secrets: string[]
}

let hash: Promise<string> | undefined

export async function cookieOf(token: string): Promise<string> {
  const { authCookies, secret } = await auth().$context
  const signature = createHmac('sha256', secret).update(token).digest('base64')
  return `${authCookies.sessionToken.name}=${encodeURIComponent(`${token}.${signature}`)}`
}

/** Another signed-in browser of a person. */
export async function newSession(userId: string, ageMinutes = 0): Promise<{ sessionId: string; cookie: string }> {
  const token = randomBytes(24).toString('base64url')
  const { rows } = await pool().query<{ id: string }>(
    `insert into sessions (id, token, user_id, expires_at, created_at, updated_at)
     values (gen_random_uuid(), $1, $2, now() + interval '7 days', now() - $3 * interval '1 minute', now()) returning id`,
    [token, userId, ageMinutes],
  )
  return { sessionId: rows[0]?.id ?? '', cookie: await cookieOf(token) }
}

/** A verified user with profile, password and one session. */
export async function newPerson({ role = 'user', name = `Ines ${randomUUID()}` } = {}): Promise<Person> {
  const email = `${randomUUID()}@example.test`
  const { rows } = await pool().query<{ id: string }>(
    `with made as (insert into users (id, name, email, email_verified, role)
       values (gen_random_uuid(), $1, $2, true, $3) returning id),
     profile as (insert into profiles (user_id) select id from made),
     account as (insert into accounts (id, account_id, provider_id, user_id, password)
       select gen_random_uuid(), id::text, 'credential', id, $4 from made)
     select id from made`,
    [name, email, role, await (hash ??= hashPassword(PASSWORD))],
  )
  const userId = rows[0]?.id ?? ''
  return { userId, email, name, ...(await newSession(userId)) }
}

/** A key for programs; last used now, so that asking with it writes nothing. */
export async function newKey(userId: string, scopes: string[], days = 30): Promise<{ keyId: string; key: string }> {
  const key = `fh_${randomBytes(32).toString('base64url')}`
  const digest = createHash('sha256').update(key).digest('base64url')
  const { rows } = await pool().query<{ id: string }>(
    `insert into api_keys (id, user_id, name, prefix, hash, scopes, expires_at, last_used_at)
     values (gen_random_uuid(), $1, 'a key', $2, $3, $4, now() + $5 * interval '1 day', now()) returning id`,
    [userId, key.slice(0, 11), digest, scopes, days],
  )
  return { keyId: rows[0]?.id ?? '', key }
}

async function newPost(authorId: string, title: string, published: boolean): Promise<{ id: string; slug: string }> {
  const { rows } = await pool().query<{ id: string; slug: string }>(
    `insert into posts (id, author_id, slug, title, content, published, published_at)
     values (gen_random_uuid(), $1, $2, $3, 'Text', $4, case when $4 then now() end) returning id, slug`,
    [authorId, `post-${randomUUID()}`, title, published],
  )
  return rows[0] ?? { id: '', slug: '' }
}

async function newFeedback(userId: string, text: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    `insert into feedback (id, user_id, kind, text, page) values (gen_random_uuid(), $1, 'idea', $2, '/') returning id`,
    [userId, text],
  )
  return rows[0]?.id ?? ''
}

export async function newScene(): Promise<Scene> {
  const owner = await newPerson()
  const draftTitle = `Draft ${randomUUID()}`
  const thought = `Thought ${randomUUID()}`
  const [draft, published, key, session, feedbackId] = await Promise.all([
    newPost(owner.userId, draftTitle, false),
    newPost(owner.userId, `Published ${randomUUID()}`, true),
    newKey(owner.userId, ['read', 'write']),
    newSession(owner.userId),
    newFeedback(owner.userId, thought),
  ])
  return {
    owner,
    draftId: draft.id,
    draftSlug: draft.slug,
    publishedId: published.id,
    slug: published.slug,
    keyId: key.keyId,
    otherSessionId: session.sessionId,
    feedbackId,
    secrets: [draftTitle, owner.email, draft.id, key.keyId, session.sessionId, thought, feedbackId],
  }
}

/** What the link in a mail carries; `value` is what it is good for. */
export async function newMailToken(kind: 'sign-up' | 'reset', value: string, minutes = 5): Promise<string> {
  const token = randomBytes(32).toString('base64url')
  await pool().query(
    `insert into verifications (id, identifier, value, expires_at) values (gen_random_uuid(), $1, $2, now() + $3 * interval '1 minute')`,
    [`${kind}:${createHash('sha256').update(token).digest('base64url')}`, value, minutes],
  )
  return token
}

/** One pixel: the smallest picture that is one. */
export const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

export async function newAvatar(userId: string): Promise<string> {
  const { rows } = await pool().query<{ id: string }>(
    `insert into avatars (id, user_id, content_type, bytes) values (gen_random_uuid(), $1, 'image/png', $2)
     on conflict (user_id) do update set content_type = excluded.content_type returning id`,
    [userId, PICTURE],
  )
  return rows[0]?.id ?? ''
}

const bearer = async (userId: string, scopes: string[], days?: number): Promise<Credentials> => ({
  authorization: `Bearer ${(await newKey(userId, scopes, days)).key}`,
})
const ban = (userId: string) => pool().query('update users set banned = true where id = $1', [userId])

const ARRIVALS: Record<ActorName, (scene: Scene) => Promise<Credentials>> = {
  anonymous: async () => ({}),
  owner: async ({ owner }) => ({ cookie: owner.cookie }),
  stale: async ({ owner }) => ({ cookie: (await newSession(owner.userId, 20)).cookie }),
  other: async () => ({ cookie: (await newPerson()).cookie }),
  admin: async () => ({ cookie: (await newPerson({ role: 'admin' })).cookie }),
  'read-key': ({ owner }) => bearer(owner.userId, ['read']),
  'write-key': ({ owner }) => bearer(owner.userId, ['write']),
  'both-key': ({ owner }) => bearer(owner.userId, ['read', 'write']),
  'expired-key': ({ owner }) => bearer(owner.userId, ['read', 'write'], -1),
  ended: async ({ owner }) => {
    const { sessionId, cookie } = await newSession(owner.userId)
    await pool().query('delete from sessions where id = $1', [sessionId])
    return { cookie }
  },
  deleted: async () => {
    const { userId, cookie } = await newPerson()
    await pool().query('delete from users where id = $1', [userId])
    return { cookie }
  },
  banned: async () => {
    const { userId, cookie } = await newPerson()
    await ban(userId)
    return { cookie }
  },
  'banned-key': async () => {
    const { userId } = await newPerson()
    await ban(userId)
    return bearer(userId, ['read', 'write'])
  },
}

/** How an actor of this scene comes to the door. */
export const arrive = (name: ActorName, scene: Scene): Promise<Credentials> => ARRIVALS[name](scene)

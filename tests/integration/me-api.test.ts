import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { GET as exportMe } from '@/app/api/v1/me/export/route'
import { DELETE, GET, PATCH } from '@/app/api/v1/me/route'
import { GET as getPost } from '@/app/api/v1/posts/[postId]/route'
import { GET as listPosts } from '@/app/api/v1/posts/route'
import type { UserViewer } from '@/lib/auth/identity'
import { createApiKey } from '@/lib/auth/mutations'
import { viewerOf } from '@/lib/auth/viewer'
import { clearMemoryCache } from '@/lib/cache'
import { db, isDatabaseUnavailable } from '@/lib/db'
import { listMails } from '@/lib/dev/inbox'
import { AppError } from '@/lib/errors'
import type { Problem } from '@/lib/http-schema'
import type { Post, PostPage } from '@/lib/posts/schema'
import { deleteAccount } from '@/lib/users/mutations'
import type { Account } from '@/lib/users/schema'
import { emptyDatabase } from '../support/database'
import { call, createPerson, type Person } from '../support/people'

const PATH = '/api/v1/me'
const FROM = { address: '192.0.2.1' }
let person: Person
let other: Person
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foothold-inbox-'))
  process.env.FOOTHOLD_DATA_DIR = folder
})
afterAll(() => rm(folder, { recursive: true, maxRetries: 5, retryDelay: 200 }))
beforeEach(async () => {
  await emptyDatabase()
  clearMemoryCache()
  ;[person, other] = await Promise.all([createPerson({ name: 'Nora Velling' }), createPerson()])
})

const read = (as: Person) => call(GET, 'GET', PATH, { as })
const change = (body: unknown, as = person) => call(PATCH, 'PATCH', PATH, { as, body })
const leave = (as: Person, confirm = as.email) => call(DELETE, 'DELETE', PATH, { as, body: { confirm } })
const problemOf = async (response: Response) => (await response.json()) as Problem
const signedInLongAgo = ({ sessionId }: Person) =>
  db().session.update({ where: { id: sessionId }, data: { createdAt: new Date(Date.now() - 16 * 60_000) } })
const publish = (as: Person, slug = 'granite') =>
  db().post.create({
    data: {
      authorId: as.userId,
      slug,
      title: 'Granite',
      content: 'A stone.',
      published: true,
      publishedAt: new Date(Date.now() - 1000),
    },
  })

describe('reading one’s own account', () => {
  test('it says who one is, and nothing that is secret', async () => {
    const response = await read(person)
    expect(response.status).toBe(200)
    expect(await response.json()).toEqual({
      id: person.userId,
      email: person.email,
      name: 'Nora Velling',
      role: 'user',
      twoFactorEnabled: false,
      profile: { bio: '', avatarUrl: null },
      createdAt: expect.stringMatching(/Z$/),
    })
    expect(response.headers.get('cache-control')).toContain('private')
    expect((await call(GET, 'GET', PATH)).status).toBe(401)
  })

  test('a key reads it with the scope to read, and changes nothing', async () => {
    const { key } = await createApiKey(person, { name: 'Both', scopes: ['read', 'write'] }, null)
    const headers = { authorization: `Bearer ${key}` }
    const response = await call(GET, 'GET', PATH, { headers })
    expect(((await response.json()) as Account).id).toBe(person.userId)
    const body = { name: 'Taken over', confirm: person.email }
    expect((await call(PATCH, 'PATCH', PATH, { headers, body: { name: body.name } })).status).toBe(403)
    expect((await call(DELETE, 'DELETE', PATH, { headers, body: { confirm: body.confirm } })).status).toBe(403)
    expect((await call(exportMe, 'GET', `${PATH}/export`, { headers })).status).toBe(403)
    const { key: blind } = await createApiKey(person, { name: 'Writes', scopes: ['write'] }, null)
    expect((await call(GET, 'GET', PATH, { headers: { authorization: `Bearer ${blind}` } })).status).toBe(403)
    expect(await db().user.findUnique({ where: { id: person.userId } })).toMatchObject({ name: 'Nora Velling' })
  })

  test('a user without a profile row reads as one with an empty profile, which a change creates', async () => {
    await db().profile.delete({ where: { userId: person.userId } })
    expect(((await (await read(person)).json()) as Account).profile).toEqual({ bio: '', avatarUrl: null })
    expect((await change({ bio: 'Writes about stone.' })).status).toBe(200)
    expect(((await (await read(person)).json()) as Account).profile.bio).toBe('Writes about stone.')
  })
})

describe('changing one’s own account', () => {
  test('a new name stands on cached posts and lists at once', async () => {
    const post = await publish(person)
    const names = async () => {
      const one = await call(getPost, 'GET', `/api/v1/posts/${post.id}`, { params: { postId: post.id } })
      const list = await call(listPosts, 'GET', '/api/v1/posts')
      return [((await one.json()) as Post).author.name, ((await list.json()) as PostPage).data[0]?.author.name]
    }
    expect(await names()).toEqual(['Nora Velling', 'Nora Velling'])
    const response = await change({ name: '  Nora V.  ' })
    expect(((await response.json()) as Account).name).toBe('Nora V.')
    expect(await names()).toEqual(['Nora V.', 'Nora V.'])
  })

  test.each([
    [{}, ''],
    [{ name: '' }, 'name'],
    [{ name: 'x'.repeat(81) }, 'name'],
    [{ bio: 'x'.repeat(501) }, 'bio'],
    [{ role: 'admin' }, 'role'],
    [{ email: 'else@example.test' }, 'email'],
    [{ name: 'a\u0000b' }, 'name'],
  ])('%j is refused, and nothing changes', async (body, path) => {
    const response = await change(body)
    expect(response.status).toBe(422)
    expect((await problemOf(response)).errors?.[0]?.path).toBe(path)
    const user = await db().user.findUniqueOrThrow({ where: { id: person.userId } })
    expect(user).toMatchObject({ name: 'Nora Velling', role: 'user', email: person.email })
    expect(await db().auditEntry.count({ where: { action: 'profile.changed' } })).toBe(0)
  })
})

describe('taking one’s data along', () => {
  test('the document holds everything of one’s own, nothing of others and no secret', async () => {
    await publish(person)
    await db().post.create({ data: { authorId: person.userId, slug: 'draft', title: 'Draft', content: 'Not yet.' } })
    await publish(other, 'foreign')
    const { key } = await createApiKey(person, { name: 'Import', scopes: ['read'] }, null)
    const response = await call(exportMe, 'GET', `${PATH}/export`, { as: person })
    expect(response.status).toBe(200)
    expect(response.headers.get('content-disposition')).toMatch(/^attachment; filename="account-[\d-]{10}\.json"$/)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    const text = await response.text()
    const document = JSON.parse(text) as Record<string, unknown[]>
    expect(document).toMatchObject({
      account: { email: person.email },
      sessions: [{ id: person.sessionId, current: true }],
      apiKeys: [{ name: 'Import' }],
    })
    expect(document.posts?.map((post) => (post as Post).content).toSorted()).toEqual(['A stone.', 'Not yet.'])
    expect(document.auditEntries?.map((entry) => (entry as { action: string }).action)).toEqual([
      'api-key.created',
      'session.signed-in',
    ])
    const { token } = await db().session.findUniqueOrThrow({ where: { id: person.sessionId } })
    const { hash } = await db().apiKey.findFirstOrThrow()
    const { password } = await db().account.findFirstOrThrow({ where: { userId: person.userId } })
    for (const secret of [token, hash, key, password ?? '?', 'foreign', other.userId])
      expect(text).not.toContain(secret)
  })

  test('it needs a sign-in of the last 15 minutes', async () => {
    await signedInLongAgo(person)
    const response = await call(exportMe, 'GET', `${PATH}/export`, { as: person })
    expect(response.status).toBe(403)
    expect((await problemOf(response)).type).toContain('sign-in-again')
  })
})

describe('deleting one’s own account', () => {
  test('everything of it is gone at once: rows, sessions, keys, public posts', async () => {
    const post = await publish(person)
    const { key } = await createApiKey(person, { name: 'Import', scopes: ['read'] }, null)
    const one = () => call(getPost, 'GET', `/api/v1/posts/${post.id}`, { params: { postId: post.id } })
    const list = async () => ((await (await call(listPosts, 'GET', '/api/v1/posts')).json()) as PostPage).data.length
    expect((await one()).status).toBe(200)
    expect(await list()).toBe(1)
    const response = await leave(person, person.email.toUpperCase())
    expect(response.status).toBe(204)
    expect(response.headers.getSetCookie()[0]).toMatch(/session_token=; Max-Age=0/)
    expect((await one()).status).toBe(404)
    expect(await list()).toBe(0)
    expect((await viewerOf(new Headers({ cookie: person.cookie }))).kind).toBe('anonymous')
    expect((await call(GET, 'GET', PATH, { headers: { authorization: `Bearer ${key}` } })).status).toBe(401)
    const where = { where: { userId: person.userId } }
    const left = [
      db().profile.count(where),
      db().session.count(where),
      db().account.count(where),
      db().apiKey.count(where),
    ]
    expect(await Promise.all(left)).toEqual([0, 0, 0, 0])
    expect(await db().post.count()).toBe(0)
    expect((await read(other)).status).toBe(200)
    await expect.poll(async () => (await listMails()).map(({ to }) => to)).toContain(person.email)
    expect(await db().auditEntry.findFirst({ where: { action: 'account.deleted' } })).toMatchObject({
      actorId: person.userId,
      targetId: person.userId,
    })
  })

  test('answers kept under an Idempotency-Key and mailed tokens go with it', async () => {
    const later = new Date(Date.now() + 3600_000)
    const kept = { operation: 'createPost', requestHash: '', status: 201, headers: {}, expiresAt: later, key: 'k' }
    const identities = [`user:${person.userId}`, `user:${other.userId}`]
    for (const identity of identities) await db().idempotencyKey.create({ data: { ...kept, identity } })
    for (const value of [person.userId, person.email, other.userId])
      await db().verification.create({ data: { identifier: `reset:${value}`, value, expiresAt: later } })
    await leave(person)
    expect(await db().idempotencyKey.findMany({ select: { identity: true } })).toEqual([{ identity: identities[1] }])
    expect(await db().verification.findMany({ select: { value: true } })).toEqual([{ value: other.userId }])
  })

  test('without one’s own address, or with an old sign-in, nothing is deleted', async () => {
    const wrong = await leave(person, other.email)
    expect(wrong.status).toBe(422)
    expect((await problemOf(wrong)).errors?.[0]?.path).toBe('confirm')
    expect((await call(DELETE, 'DELETE', PATH, { as: person })).status).toBe(422)
    await signedInLongAgo(person)
    expect((await leave(person)).status).toBe(403)
    expect(await db().user.count()).toBe(2)
    expect(await db().auditEntry.count({ where: { action: 'account.deleted' } })).toBe(0)
  })

  test('the last admin stays; one of two may go, and a banned one does not count', async () => {
    const [first, second] = await Promise.all([createPerson({ role: 'admin' }), createPerson({ role: 'admin' })])
    await db().user.update({ where: { id: second.userId }, data: { banned: true } })
    const refused = await leave(first)
    expect(refused.status).toBe(409)
    expect((await problemOf(refused)).detail).toContain('last admin')
    expect((await read(first)).status).toBe(200)
    await db().user.update({ where: { id: second.userId }, data: { banned: false } })
    expect((await leave(first)).status).toBe(204)
    expect((await leave(second)).status).toBe(409)
  })
})

describe('R-21 removal of the last admin', () => {
  const adminViewer = async (index: number): Promise<UserViewer> => {
    const email = `admin-${index}-${crypto.randomUUID()}@example.test`
    const { id } = await db().user.create({ data: { email, name: 'Admin', role: 'admin', emailVerified: true } })
    const session = { sessionId: id, signedInAt: new Date(), image: null }
    return { kind: 'user', userId: id, name: 'Admin', email, role: 'admin', ...session }
  }
  /** What became of it: gone, refused as the last one, or turned away by a busy database. Anything else fails the test. */
  const outcome = async (viewer: UserViewer): Promise<'gone' | 'last' | 'busy'> => {
    try {
      await deleteAccount(viewer, viewer.email, FROM)
      return 'gone'
    } catch (error) {
      if (error instanceof AppError && error.code === 'conflict') return 'last'
      if (isDatabaseUnavailable(error) || (error instanceof AppError && error.code === 'unavailable')) return 'busy'
      throw error
    }
  }

  test('of 50 admins who leave at the same moment one stays, in 20 repetitions', { timeout: 120_000 }, async () => {
    for (let repetition = 0; repetition < 20; repetition += 1) {
      await emptyDatabase()
      const admins = await Promise.all(Array.from({ length: 50 }, (_, index) => adminViewer(index)))
      const outcomes = await Promise.all(admins.map(outcome))
      const left = await db().user.count({ where: { role: 'admin' } })
      const gone = outcomes.filter((each) => each === 'gone').length
      expect(left).toBe(50 - gone)
      expect(left).toBeGreaterThanOrEqual(1)
      if (!outcomes.includes('busy')) expect(left).toBe(1)
      expect(await db().auditEntry.count({ where: { action: 'account.deleted' } })).toBe(gone)
    }
  })

  test('the only admin stays through 50 tries at once', async () => {
    const admin = await adminViewer(0)
    const outcomes = await Promise.all(Array.from({ length: 50 }, () => outcome(admin)))
    expect(outcomes).not.toContain('gone')
    expect(await db().user.count({ where: { role: 'admin' } })).toBe(1)
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { GET as getStats } from '@/app/api/v1/me/stats/route'
import { DELETE, GET as getPost, PATCH } from '@/app/api/v1/posts/[postId]/route'
import { GET as listPosts, POST } from '@/app/api/v1/posts/route'
import { mintApiKey } from '@/lib/auth/api-keys'
import { clearMemoryCache } from '@/lib/cache'
import { db } from '@/lib/db'
import type { Problem } from '@/lib/http-schema'
import { operation, type Access } from '@/lib/operation'
import type { Post, PostPage } from '@/lib/posts/schema'
import { resource, route } from '@/lib/route'
import { emptyDatabase } from '../support/database'
import { call, createApiKey, createPerson, createUser, signIn, type Person } from '../support/people'

const PATH = '/api/v1/posts'
type Headers = Record<string, string>
let author: Person

beforeEach(async () => {
  await emptyDatabase()
  clearMemoryCache()
  author = await createPerson()
})

const keyOf = async (...scopes: string[]) => (await createApiKey(author, scopes)).headers
const create = (headers: Headers, more: { as?: Person } = {}) =>
  call(POST, 'POST', PATH, { body: { title: 'Granite' }, headers, ...more })
const mine = (headers: Headers, more: { as?: Person } = {}) =>
  call(listPosts, 'GET', `${PATH}?mine=true`, { headers, ...more })
const codeOf = async (response: Response) => ((await response.json()) as Problem).type.split('#')[1]

describe('an API key', () => {
  test('with the scope write writes its owner’s posts, from any origin and without a cookie', async () => {
    const headers = { ...(await keyOf('write')), origin: 'https://elsewhere.example' }
    const response = await create(headers)
    const post = (await response.json()) as Post
    expect([response.status, post.author.id]).toEqual([201, author.userId])
    const at = (handler: typeof PATCH, method: string, body?: unknown) =>
      call(handler, method, `${PATH}/${post.id}`, { params: { postId: post.id }, headers, body })
    expect((await at(PATCH, 'PATCH', { title: 'Basalt' })).status).toBe(200)
    expect((await at(DELETE, 'DELETE')).status).toBe(204)
  })

  test('does what its scopes say and nothing else: neither implies the other', async () => {
    const [read, write] = [await keyOf('read'), await keyOf('write')]
    await create(write)
    const list = await mine(read)
    expect(((await list.json()) as PostPage).data).toHaveLength(1)
    expect((await call(getStats, 'GET', '/api/v1/me/stats', { headers: read })).status).toBe(200)
    for (const refused of [await create(read), await mine(write)]) {
      expect([refused.status, await codeOf(refused)]).toEqual([403, 'forbidden'])
    }
    expect(await db().post.count()).toBe(1)
  })

  test('sees its owner’s drafts with the scope read, and nobody else’s', async () => {
    const post = (await (await create(await keyOf('write'))).json()) as Post
    const see = (headers: Headers) =>
      call(getPost, 'GET', `${PATH}/${post.id}`, { params: { postId: post.id }, headers })
    const stranger = await createApiKey({ userId: (await createUser()).id }, ['read'])
    expect((await see(await keyOf('read'))).status).toBe(200)
    expect((await see(stranger.headers)).status).toBe(404)
    expect((await see(await keyOf('write'))).status).toBe(403)
  })

  test('decides over a cookie that came with it', async () => {
    const other = await createPerson()
    const response = await create(await keyOf('write'), { as: other })
    expect(((await response.json()) as Post).author.id).toBe(author.userId)
    expect((await create(await keyOf('read'), { as: other })).status).toBe(403)
  })

  test.each([
    ['unknown', () => `Bearer ${mintApiKey().key}`],
    ['of another form', () => 'Bearer fh_short'],
    ['with a character more', () => `Bearer ${mintApiKey().key}x`],
    ['empty', () => 'Bearer'],
    ['in lower case', () => `bearer ${mintApiKey().key}`],
  ])('that is %s is 401, also beside a good cookie', async (_, authorization) => {
    const response = await mine({ authorization: authorization() }, { as: author })
    expect([response.status, response.headers.get('www-authenticate')]).toEqual([401, 'Bearer'])
    expect(await codeOf(response)).toBe('unauthenticated')
  })

  test('is dead once it has expired, was ended, or its owner was banned or deleted', async () => {
    const ended = await createApiKey(author, ['read'])
    const expired = await createApiKey(author, ['read'], new Date(Date.now() - 1000))
    const live = await createApiKey(author, ['read'], new Date(Date.now() + 60_000))
    await db().apiKey.delete({ where: { id: ended.id } })
    const status = async ({ headers }: { headers: Headers }) => (await mine(headers)).status
    expect([await status(ended), await status(expired), await status(live)]).toEqual([401, 401, 200])
    await db().user.update({ where: { id: author.userId }, data: { banned: true } })
    expect(await status(live)).toBe(401)
    await db().user.update({ where: { id: author.userId }, data: { banned: false } })
    expect(await status(live)).toBe(200)
    await db().user.delete({ where: { id: author.userId } })
    expect(await status(live)).toBe(401)
  })

  test('says when it was last used, at most once a minute', async () => {
    const { id, headers } = await createApiKey(author, ['read'])
    const lastUsed = async () => (await db().apiKey.findUniqueOrThrow({ where: { id } })).lastUsedAt?.getTime()
    await mine(headers)
    await expect.poll(lastUsed).toBeGreaterThan(Date.now() - 5_000)
    const recent = new Date(Date.now() - 50_000)
    await db().apiKey.update({ where: { id }, data: { lastUsedAt: recent } })
    await mine(headers)
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await lastUsed()).toBe(recent.getTime())
    await db().apiKey.update({ where: { id }, data: { lastUsedAt: new Date(Date.now() - 70_000) } })
    await mine(headers)
    await expect.poll(lastUsed).toBeGreaterThan(Date.now() - 5_000)
  })

  test('has a limit of its own: sixty writes a minute, while its owner’s other key still writes', async () => {
    const [busy, idle] = [await keyOf('write'), await keyOf('write')]
    const statuses = new Map<number, number>()
    for (let turn = 0; turn < 64; turn += 1) {
      const { status } = await call(POST, 'POST', PATH, {
        body: { title: '' },
        headers: busy,
        address: `203.0.113.${turn}`,
      })
      statuses.set(status, (statuses.get(status) ?? 0) + 1)
    }
    expect([...statuses]).toEqual([
      [422, 60],
      [429, 4],
    ])
    expect((await create(idle)).status).toBe(201)
  })

  test('is stored hashed, with so much of it that a person knows it again', () => {
    const { key, prefix, hash } = mintApiKey()
    expect(key).toMatch(/^fh_[\w-]{43}$/)
    expect([prefix.length, key.startsWith(prefix)]).toEqual([11, true])
    expect(hash).not.toContain(key.slice(3))
  })
})

describe('the rule of an operation', () => {
  const probe = (access: Access) =>
    resource(
      route(
        operation({
          id: 'probe',
          tag: 'probe',
          method: 'GET',
          path: '/api/v1/probe',
          summary: 'Probe',
          access,
          limit: 'anonymous',
          response: z.object({ kind: z.string() }),
        }),
        async ({ viewer }) => ({ kind: viewer.kind }),
      ),
    ).GET
  const ask = async (access: Access, options: { as?: Person; headers?: Headers }) => {
    const response = await call(probe(access), 'GET', '/api/v1/probe', options)
    return response.status === 200 ? ((await response.json()) as { kind: string }).kind : await codeOf(response)
  }

  test('lets in whom it names, and tells the others why not', async () => {
    const admin = await createPerson({ role: 'admin' })
    const key = { headers: await keyOf('read', 'write') }
    const old = await createPerson({ role: 'admin' })
    await db().session.update({
      where: { id: old.sessionId },
      data: { createdAt: new Date(Date.now() - 15 * 60_000 - 1000) },
    })
    const [no, again, first] = ['forbidden', 'sign-in-again', 'unauthenticated']
    const table: Record<Access, (string | undefined)[]> = {
      //                 nobody, key, user, admin, admin of yesterday
      public: ['anonymous', 'anonymous', 'anonymous', 'anonymous', 'anonymous'],
      optional: ['anonymous', 'anonymous', 'anonymous', 'anonymous', 'anonymous'],
      read: [first, 'api-key', 'user', 'user', 'user'],
      write: [first, 'api-key', 'user', 'user', 'user'],
      session: [first, no, 'user', 'user', 'user'],
      'recent-session': [first, no, 'user', 'user', again],
      admin: [first, no, no, 'user', 'user'],
      'recent-admin': [first, no, no, 'user', again],
    }
    for (const [access, expected] of Object.entries(table)) {
      const actors = [{}, key, { as: author }, { as: admin }, { as: old }]
      const answers = await Promise.all(actors.map((actor) => ask(access as Access, actor)))
      expect(answers, access).toEqual(expected)
    }
  })

  test('asks the role at each request: who is no admin any more is refused at once', async () => {
    const admin = await createPerson({ role: 'admin' })
    expect(await ask('admin', { as: admin })).toBe('user')
    await db().user.update({ where: { id: admin.userId }, data: { role: 'user' } })
    expect(await ask('admin', { as: admin })).toBe('forbidden')
  })

  test('that wants a recent sign-in is content with a new one', async () => {
    await db().session.updateMany({ data: { createdAt: new Date(Date.now() - 3600_000) } })
    expect(await ask('recent-session', { as: author })).toBe('sign-in-again')
    expect(await ask('recent-session', { as: { ...author, cookie: await signIn(author.email) } })).toBe('user')
  })
})

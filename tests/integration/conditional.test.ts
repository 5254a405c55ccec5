import { beforeEach, describe, expect, test } from 'vitest'
import { GET as getStats } from '@/app/api/v1/me/stats/route'
import { DELETE, GET as getPost, HEAD, PATCH } from '@/app/api/v1/posts/[postId]/route'
import { GET as listPosts, POST } from '@/app/api/v1/posts/route'
import { clearMemoryCache } from '@/lib/cache'
import { db } from '@/lib/db'
import type { Problem } from '@/lib/http-schema'
import type { Post } from '@/lib/posts/schema'
import { emptyDatabase } from '../support/database'
import { call, createApiKey, createPerson, type Person } from '../support/people'

const PATH = '/api/v1/posts'
let author: Person

beforeEach(async () => {
  await emptyDatabase()
  clearMemoryCache()
  author = await createPerson()
})

type Options = { as?: Person; headers?: Record<string, string>; body?: unknown }
const at = (handler: typeof getPost, method: string, postId: string, options: Options = {}) =>
  call(handler, method, `${PATH}/${postId}`, { params: { postId }, ...options })
const read = (postId: string, options?: Options) => at(getPost, 'GET', postId, options)

async function write(input: Record<string, unknown>): Promise<Post & { etag: string }> {
  const response = await call(POST, 'POST', PATH, { as: author, body: input })
  return { ...((await response.json()) as Post), etag: response.headers.get('etag') ?? '' }
}

describe('a read', () => {
  test('of a published post is public, with a tag of version and content that answers 304 until it changes', async () => {
    const { id, etag } = await write({ title: 'Granite', published: true })
    const first = await read(id)
    expect(first.headers.get('etag')).toBe(etag)
    expect(etag).toMatch(/^"1-[\w-]{16}"$/)
    expect(first.headers.get('cache-control')).toMatch(/^public, /)
    for (const held of [etag, `W/${etag}`, `"else", ${etag}`, '*']) {
      const known = await read(id, { headers: { 'if-none-match': held } })
      expect(known.status).toBe(304)
      expect(await known.text()).toBe('')
      expect([known.headers.get('etag'), known.headers.get('content-type')]).toEqual([etag, null])
    }
    await at(PATCH, 'PATCH', id, { as: author, body: { title: 'Basalt' } })
    const changed = await read(id, { headers: { 'if-none-match': etag } })
    expect([changed.status, changed.headers.get('etag')?.slice(0, 3)]).toEqual([200, '"2-'])
  })

  test('of one’s own draft is private and asked again each time, for a session and for a key', async () => {
    const { id, etag } = await write({ title: 'Draft' })
    const { headers } = await createApiKey(author, ['read'])
    for (const options of [{ as: author }, { headers }]) {
      const own = await read(id, options)
      expect([own.status, own.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
      expect(own.headers.get('etag')).toBe(etag)
    }
    expect((await read(id, { as: author, headers: { 'if-none-match': etag } })).status).toBe(304)
    const hidden = await read(id, { headers: { 'if-none-match': etag } })
    expect([hidden.status, hidden.headers.get('cache-control')]).toEqual([404, 'private, no-store'])
  })

  test('of a list has a weak tag; the public one may be kept by all, one’s own by nobody else', async () => {
    await write({ title: 'Granite', published: true })
    const open = await call(listPosts, 'GET', PATH)
    const own = await call(listPosts, 'GET', `${PATH}?mine=true`, { as: author })
    expect(open.headers.get('cache-control')).toMatch(/^public, /)
    expect(own.headers.get('cache-control')).toBe('private, no-cache')
    for (const [response, path] of [
      [open, PATH],
      [own, `${PATH}?mine=true`],
    ] as const) {
      const etag = response.headers.get('etag') ?? ''
      expect(etag).toMatch(/^W\/"[\w-]{16}"$/)
      const known = await call(listPosts, 'GET', path, { as: author, headers: { 'if-none-match': etag } })
      expect(known.status).toBe(304)
    }
    await write({ title: 'Basalt', published: true })
    const etag = open.headers.get('etag') ?? ''
    expect((await call(listPosts, 'GET', PATH, { headers: { 'if-none-match': etag } })).status).toBe(200)
  })

  test('of statistics has a tag of its content alone', async () => {
    const stats = await call(getStats, 'GET', '/api/v1/me/stats?days=7', { as: author })
    expect([stats.status, stats.headers.get('cache-control')]).toEqual([200, 'private, no-cache'])
    expect(stats.headers.get('etag')).toMatch(/^"[\w-]{16}"$/)
  })

  test('by HEAD has the headers of GET and no body', async () => {
    const { id, etag } = await write({ title: 'Granite', published: true })
    const head = await at(HEAD, 'HEAD', id)
    expect([head.status, head.headers.get('etag'), await head.text()]).toEqual([200, etag, ''])
    expect(head.headers.get('content-type')).toContain('application/json')
    expect((await at(HEAD, 'HEAD', id, { headers: { 'if-none-match': etag } })).status).toBe(304)
  })
})

describe('a write under If-Match', () => {
  const change = (postId: string, title: string, ifMatch: string) =>
    at(PATCH, 'PATCH', postId, { as: author, body: { title }, headers: { 'if-match': ifMatch } })

  test('passes for the version that was read, and tells the next one', async () => {
    const { id, etag } = await write({ title: 'One' })
    const changed = await change(id, 'Two', etag)
    expect(changed.status).toBe(200)
    expect((await change(id, 'Three', changed.headers.get('etag') ?? '')).status).toBe(200)
    expect((await change(id, 'Four', '*')).status).toBe(200)
    expect((await change(id, 'Five', `"1-old", "4"`)).status).toBe(200)
    expect(await db().post.findFirstOrThrow()).toMatchObject({ title: 'Five', version: 5 })
  })

  test.each(['"2-x"', 'W/"1-x"', '"x"', 'x', '1', '""', ''])('is 412 for %j, and nothing changes', async (ifMatch) => {
    const { id } = await write({ title: 'One' })
    const refused = await change(id, 'Two', ifMatch)
    expect(refused.status).toBe(412)
    expect(((await refused.json()) as Problem).type).toMatch(/#precondition-failed$/)
    const gone = await at(DELETE, 'DELETE', id, { as: author, headers: { 'if-match': ifMatch } })
    expect(gone.status).toBe(412)
    expect(await db().post.findFirstOrThrow()).toMatchObject({ title: 'One', version: 1 })
  })

  test('is won by one of twenty who read the same version', async () => {
    const { id, etag } = await write({ title: 'One' })
    const answers = await Promise.all(Array.from({ length: 20 }, (_, turn) => change(id, `Title ${turn}`, etag)))
    const counts = answers.map(({ status }) => status).sort()
    expect(counts).toEqual([200, ...Array<number>(19).fill(412)])
    expect((await db().post.findFirstOrThrow()).version).toBe(2)
  })

  test('of somebody else’s post is 404 like a missing one, whatever it asks for', async () => {
    const { id, etag } = await write({ title: 'One' })
    const other = await createPerson()
    for (const ifMatch of [etag, '"9-x"', '*']) {
      const answer = await at(PATCH, 'PATCH', id, { as: other, body: { title: 'x' }, headers: { 'if-match': ifMatch } })
      expect(answer.status).toBe(404)
    }
  })

  test('deletes what is still as it was read', async () => {
    const { id, etag } = await write({ title: 'One' })
    const gone = await at(DELETE, 'DELETE', id, { as: author, headers: { 'if-match': etag } })
    expect([gone.status, gone.headers.get('cache-control')]).toEqual([204, 'private, no-store'])
    expect(await db().post.count()).toBe(0)
  })
})

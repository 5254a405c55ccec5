import { beforeEach, describe, expect, test } from 'vitest'
import { DELETE, GET as getPost, PATCH } from '@/app/api/v1/posts/[postId]/route'
import { GET as listPosts, POST } from '@/app/api/v1/posts/route'
import { clearMemoryCache } from '@/lib/cache'
import { db } from '@/lib/db'
import type { Problem } from '@/lib/http-schema'
import type { Post, PostPage } from '@/lib/posts/schema'
import { emptyDatabase } from '../support/database'
import { call, createPerson, ORIGIN, type Person } from '../support/people'

const PATH = '/api/v1/posts'
let author: Person
let other: Person

beforeEach(async () => {
  await emptyDatabase()
  clearMemoryCache()
  ;[author, other] = await Promise.all([createPerson({ name: 'Nora Velling' }), createPerson()])
})

async function write(input: Record<string, unknown>, as = author): Promise<Post> {
  const response = await call(POST, 'POST', PATH, { as, body: input })
  expect(response.status).toBe(201)
  return (await response.json()) as Post
}
const one = (postId: string, as?: Person) =>
  call(getPost, 'GET', `${PATH}/${postId}`, { params: { postId }, ...(as ? { as } : {}) })
const change = (postId: string, body: unknown, as = author) =>
  call(PATCH, 'PATCH', `${PATH}/${postId}`, { as, params: { postId }, body })
const problemOf = async (response: Response) => (await response.json()) as Problem

describe('writing posts', () => {
  test('a new post is a draft with an address from its title and a Location', async () => {
    const response = await call(POST, 'POST', PATH, {
      as: author,
      body: { title: ' Café au lait! ', content: '# Hello\n\nWorld' },
    })
    const post = (await response.json()) as Post
    expect(response.headers.get('location')).toBe(`${PATH}/${post.id}`)
    expect(post).toMatchObject({
      title: 'Café au lait!',
      slug: 'cafe-au-lait',
      published: false,
      publishedAt: null,
      version: 1,
      excerpt: 'World',
    })
    expect(post.author).toEqual({ id: author.userId, name: 'Nora Velling', avatarUrl: null })
  })

  test('a second post of the same title gets another address, a chosen one that is taken is refused', async () => {
    const first = await write({ title: 'Same' })
    const second = await write({ title: 'Same' }, other)
    expect(second.slug).toMatch(/^same-[0-9a-f]{6}$/)
    const response = await call(POST, 'POST', PATH, { as: other, body: { title: 'Else', slug: first.slug } })
    expect(response.status).toBe(409)
    expect((await problemOf(response)).errors).toEqual([{ path: 'slug', message: expect.stringContaining('address') }])
    expect(await db().post.count()).toBe(2)
  })

  test('publishing sets the instant once, and every change raises the version', async () => {
    const draft = await write({ title: 'Draft' })
    const published = (await (await change(draft.id, { published: true })).json()) as Post
    expect(Date.parse(published.publishedAt ?? '')).toBeGreaterThan(Date.now() - 5_000)
    await change(draft.id, { published: false })
    const again = (await (await change(draft.id, { published: true, title: 'Better' })).json()) as Post
    expect(again).toMatchObject({ publishedAt: published.publishedAt, title: 'Better', slug: 'draft', version: 4 })
  })

  test('an author cannot see, change or delete what belongs to others, and nothing changes', async () => {
    const draft = await write({ title: 'Mine' })
    const missing = '00000000-0000-7000-8000-000000000000'
    const answers = await Promise.all([
      one(draft.id, other),
      change(draft.id, { title: 'Theirs' }, other),
      call(DELETE, 'DELETE', `${PATH}/${draft.id}`, { as: other, params: { postId: draft.id } }),
    ])
    expect(answers.map(({ status }) => status)).toEqual([404, 404, 404])
    const shape = async (response: Response) => ({ ...(await problemOf(response)), requestId: '', instance: '' })
    expect(await shape(await one(draft.id, other))).toEqual(await shape(await one(missing, other)))
    expect(await db().post.findUniqueOrThrow({ where: { id: draft.id } })).toMatchObject({ title: 'Mine', version: 1 })
  })

  test('a deleted post is gone for its readers at once', async () => {
    const post = await write({ title: 'Soon gone', published: true })
    expect((await one(post.id)).status).toBe(200)
    expect(
      (await call(DELETE, 'DELETE', `${PATH}/${post.id}`, { as: author, params: { postId: post.id } })).status,
    ).toBe(204)
    expect((await one(post.id)).status).toBe(404)
  })
})

describe('reading posts', () => {
  test('strangers read published posts only; drafts and scheduled ones are their author’s', async () => {
    const draft = await write({ title: 'Draft' })
    const scheduled = await write({
      title: 'Later',
      published: true,
      publishedAt: new Date(Date.now() + 3600_000).toISOString(),
    })
    const published = await write({ title: 'Now', published: true })
    for (const hidden of [draft, scheduled]) {
      expect((await one(hidden.id)).status).toBe(404)
      expect((await one(hidden.id, author)).status).toBe(200)
    }
    expect((await one(published.id)).status).toBe(200)
    const list = (await (await call(listPosts, 'GET', PATH)).json()) as PostPage
    expect(list.data.map(({ id }) => id)).toEqual([published.id])
    const mine = (await (await call(listPosts, 'GET', `${PATH}?mine=true`, { as: author })).json()) as PostPage
    expect(mine.data.map(({ title }) => title)).toEqual(['Now', 'Later', 'Draft'])
  })

  test('a list is walked by cursor without a gap or a double, also between equal instants', async () => {
    const publishedAt = new Date(Date.now() - 60_000).toISOString()
    for (let index = 0; index < 7; index += 1) await write({ title: `Post ${index}`, published: true, publishedAt })
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const page = (await (
        await call(listPosts, 'GET', `${PATH}?limit=3${cursor ? `&cursor=${cursor}` : ''}`)
      ).json()) as PostPage
      seen.push(...page.data.map(({ id }) => id))
      cursor = page.page.nextCursor
    }
    expect(new Set(seen).size).toBe(7)
    expect(seen).toHaveLength(7)
  })

  test('a cursor that was forged or made by another list is 400', async () => {
    await write({ title: 'One' })
    await write({ title: 'Two' })
    const mine = (await (await call(listPosts, 'GET', `${PATH}?mine=true&limit=1`, { as: author })).json()) as PostPage
    const cursor = mine.page.nextCursor ?? ''
    expect(cursor).not.toBe('')
    await write({ title: 'Three', published: true })
    await write({ title: 'Four', published: true })
    const open = (await (await call(listPosts, 'GET', `${PATH}?limit=1`)).json()) as PostPage
    const own = open.page.nextCursor ?? ''
    expect((await call(listPosts, 'GET', `${PATH}?cursor=${own}`)).status).toBe(200)
    for (const bad of [cursor, 'nonsense', `${own}x`, `${own}.junk`, own.replace(/^./, 'Z'), own.split('.')[0]]) {
      expect((await call(listPosts, 'GET', `${PATH}?cursor=${bad}`)).status).toBe(400)
    }
  })
})

describe('what the door refuses', () => {
  test('writing without a session is 401, with a problem and a request id that the header repeats', async () => {
    const response = await call(POST, 'POST', PATH, { body: { title: 'No' } })
    const problem = await problemOf(response)
    expect(response.status).toBe(401)
    expect(response.headers.get('content-type')).toContain('application/problem+json')
    expect(problem).toMatchObject({
      status: 401,
      title: 'Sign in first',
      instance: PATH,
      requestId: response.headers.get('x-request-id'),
    })
  })

  test('every wrong field is named by its path, and unknown ones are refused', async () => {
    const response = await call(POST, 'POST', PATH, {
      as: author,
      body: { title: ' ', slug: 'No Good', published: 'yes', extra: 1 },
    })
    expect(response.status).toBe(422)
    expect((await problemOf(response)).errors?.map(({ path }) => path).sort()).toEqual([
      'extra',
      'published',
      'slug',
      'title',
    ])
    expect(await db().post.count()).toBe(0)
  })

  test.each([
    ['malformed JSON', '{"title":', {}, 400],
    ['another type', 'title=x', { 'content-type': 'application/x-www-form-urlencoded' }, 415],
    ['a body over the limit', JSON.stringify({ title: 'x', content: 'y'.repeat(1024 * 1024) }), {}, 413],
    ['a NUL byte', JSON.stringify({ title: 'a\u0000b' }), {}, 422],
    ['a lone surrogate', '{"title":"\\ud800"}', {}, 422],
    ['a body nested too deep', `{"title":${'['.repeat(1000)}${']'.repeat(1000)}}`, {}, 400],
    ['compression', '{"title":"x"}', { 'content-encoding': 'gzip' }, 415],
    ['the thirtieth of February', '{"title":"x","publishedAt":"2026-02-30T00:00:00Z"}', {}, 422],
    ['a year before all years', '{"title":"x","publishedAt":"0000-01-01T00:00:00Z"}', {}, 422],
    ['a year that no database holds', '{"title":"x","publishedAt":"9999-12-31T23:59:59Z"}', {}, 422],
    ['a day without its hour', '{"title":"x","publishedAt":"2026-02-03"}', {}, 422],
    ['a number for text', '{"title":1.5}', {}, 422],
    ['a title of a megabyte', `{"title":"${'x'.repeat(1_000_000)}"}`, {}, 422],
  ] as const)('%s is refused and nothing is stored', async (_, body, headers, status) => {
    const response = await call(POST, 'POST', PATH, { as: author, body, headers })
    expect(response.status).toBe(status)
    expect(await db().post.count()).toBe(0)
  })

  test.each([
    ['another site', { 'sec-fetch-site': 'cross-site' }],
    ['a sibling site', { 'sec-fetch-site': 'same-site' }],
    ['a foreign origin', { origin: 'https://evil.example' }],
    ['a null origin', { origin: 'null' }],
  ])('a write from %s is 403 in spite of a valid session', async (_, headers) => {
    const response = await call(POST, 'POST', PATH, { as: author, body: { title: 'x' }, headers })
    expect(response.status).toBe(403)
    expect(await db().post.count()).toBe(0)
  })

  test('our own origin passes, and answers with identity are not stored by any cache', async () => {
    const response = await call(POST, 'POST', PATH, { as: author, body: { title: 'x' }, headers: { origin: ORIGIN } })
    expect(response.status).toBe(201)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
  })
})

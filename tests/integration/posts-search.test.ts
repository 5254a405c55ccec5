import { beforeEach, describe, expect, test } from 'vitest'
import { GET as listPosts } from '@/app/api/v1/posts/route'
import { clearMemoryCache } from '@/lib/cache'
import { db } from '@/lib/db'
import type { PostPage } from '@/lib/posts/schema'
import { emptyDatabase, sql } from '../support/database'
import { call, createPerson, type Person } from '../support/people'

const PATH = '/api/v1/posts'
let author: Person
let other: Person
let addresses = 0

beforeEach(async () => {
  await emptyDatabase()
  clearMemoryCache()
  ;[author, other] = await Promise.all([createPerson(), createPerson()])
})

type Fields = { title: string; content?: string; published?: boolean; publishedAt?: Date; authorId?: string }
const write = ({ published = true, ...fields }: Fields) =>
  db().post.create({
    data: {
      slug: crypto.randomUUID(),
      content: '',
      published,
      publishedAt: published ? new Date(Date.now() - 1000) : null,
      authorId: author.userId,
      ...fields,
    },
  })
const ask = (query: Record<string, string>, as?: Person) =>
  call(listPosts, 'GET', `${PATH}?${new URLSearchParams(query).toString()}`, {
    address: `198.51.100.${(addresses += 1) % 250}`,
    ...(as ? { as } : {}),
  })
async function found(query: Record<string, string>, as?: Person): Promise<string[]> {
  const response = await ask(query, as)
  expect(response.status).toBe(200)
  return ((await response.json()) as PostPage).data.map(({ title }) => title)
}

describe('searching posts', () => {
  test('a word is found in title and content, in every form of it, newest first', async () => {
    await write({ title: 'Walking on granite', publishedAt: new Date(Date.now() - 9000) })
    await write({ title: 'Moss', content: 'It walks **slowly**.', publishedAt: new Date(Date.now() - 5000) })
    await write({ title: 'Rain' })
    expect(await found({ q: 'walk' })).toEqual(['Moss', 'Walking on granite'])
    expect(await found({ q: 'walk -moss' })).toEqual(['Walking on granite'])
    expect(await found({ q: '"on granite"' })).toEqual(['Walking on granite'])
    expect(await found({ q: 'rain or moss' })).toEqual(['Rain', 'Moss'])
    expect(await found({ q: 'the' })).toEqual([])
  })

  test('strangers find what is public, authors find all of their own and nothing of others', async () => {
    const later = new Date(Date.now() + 3600_000)
    await write({ title: 'Granite today' })
    await write({ title: 'Granite draft', published: false })
    await write({ title: 'Granite tomorrow', publishedAt: later })
    await write({ title: 'Granite of another', authorId: other.userId })
    await write({ title: 'Granite draft of another', authorId: other.userId, published: false })
    expect((await found({ q: 'granite' })).toSorted()).toEqual(['Granite of another', 'Granite today'])
    expect(await found({ q: 'granite', author: other.userId })).toEqual(['Granite of another'])
    expect(await found({ q: 'granite', mine: 'true' }, author)).toEqual([
      'Granite tomorrow',
      'Granite draft',
      'Granite today',
    ])
    expect((await ask({ q: 'granite', mine: 'true' })).status).toBe(401)
  })

  test('what is found is walked by cursor without a gap or a double, and the cursor fits no other search', async () => {
    const publishedAt = new Date(Date.now() - 60_000)
    for (let index = 0; index < 5; index += 1) await write({ title: `Granite ${index}`, publishedAt })
    const seen: string[] = []
    let cursor: string | null = ''
    let first: string | null = null
    while (cursor !== null) {
      const response = await ask({ q: 'granite', limit: '2', ...(cursor ? { cursor } : {}) })
      const page = (await response.json()) as PostPage
      seen.push(...page.data.map(({ title }) => title))
      cursor = page.page.nextCursor
      first ??= cursor
    }
    expect(seen).toHaveLength(5)
    expect(new Set(seen).size).toBe(5)
    const stolen = first ?? ''
    for (const query of [{ q: 'moss' }, {}, { q: 'granite', author: author.userId }])
      expect((await ask({ ...query, cursor: stolen })).status).toBe(400)
    expect((await ask({ q: 'granite', mine: 'true', cursor: stolen }, author)).status).toBe(400)
  })

  test.each([
    `'`,
    `"`,
    `''"`,
    `!`,
    `&`,
    `|`,
    `! & | <-> :* ()`,
    `a & ! b:*`,
    `-`,
    `- - or or`,
    `"unclosed phrase`,
    `\\`,
    `%_*?`,
    `'; drop table posts; --`,
    `$1 $2 ::uuid`,
    `<script>alert(1)</script>`,
    `../../etc/passwd`,
    `Ω≈ç√∫˜µ≤≥÷ 田中さん ﷽ 👩🏽‍🚀`,
    `\u202Etest\u202E \u200B\uFEFF`,
    `NULL undefined NaN`,
    'x'.repeat(200),
  ])('%j is words like any other', async (q) => {
    await write({ title: 'Granite' })
    expect((await ask({ q })).status).toBe(200)
  })

  test.each(['', '   ', 'x'.repeat(201), 'a\u0000b'])('%j is refused before the database sees it', async (q) => {
    expect((await ask({ q })).status).toBe(422)
  })

  test('a search is answered from its index and not by reading every post', async () => {
    await sql(
      `insert into posts (id, author_id, slug, title, content, published, published_at)
       select gen_random_uuid(), $1, 'many-' || n, 'Title ' || n, 'Stone ' || n || ' and word' || n % 700, true, now() - n * interval '1 minute'
       from generate_series(1, 5000) n`,
      [author.userId],
    )
    await sql('analyze posts')
    const queries: { query: string; params: string }[] = []
    const client = db() as unknown as { $on: (event: 'query', see: (query: (typeof queries)[0]) => void) => void }
    client.$on('query', (query) => queries.push(query))
    expect(await found({ q: 'word13' })).toHaveLength(8)
    const search = queries.find(({ query }) => query.includes('websearch_to_tsquery'))
    const plan = await sql<{ 'QUERY PLAN': string }>(
      `explain ${search?.query ?? ''}`,
      JSON.parse(search?.params ?? '[]') as unknown[],
    )
    expect(plan.map((row) => row['QUERY PLAN']).join('\n')).toContain('posts_search_idx')
  })
})

describe('the list of one’s own posts', () => {
  const hours = (ago: number) => new Date(Date.now() - ago * 3600_000)
  const own = (query: Record<string, string>) => found({ mine: 'true', ...query }, author)

  test('is ordered by creation or by change, and each order is followed to its end by its own cursors', async () => {
    for (const [index, title] of ['First', 'Second', 'Third'].entries()) {
      const post = await write({ title })
      await db().post.update({
        where: { id: post.id },
        data: { createdAt: hours(10 - index), updatedAt: hours(index + 1) },
      })
    }
    expect(await own({})).toEqual(['Third', 'Second', 'First'])
    expect(await own({ sort: 'updated' })).toEqual(['First', 'Second', 'Third'])

    const page = (await (await ask({ mine: 'true', sort: 'updated', limit: '2' }, author)).json()) as PostPage
    const cursor = page.page.nextCursor ?? ''
    expect(await own({ sort: 'updated', limit: '2', cursor })).toEqual(['Third'])
    const foreign = await ask({ mine: 'true', sort: 'created', cursor }, author)
    expect(foreign.status).toBe(400)
  })

  test('shows one state at a time, also of what is searched', async () => {
    await write({ title: 'Granite today' })
    await write({ title: 'Granite draft', published: false })
    await write({ title: 'Granite tomorrow', publishedAt: hours(-1) })
    await write({ title: 'Moss draft', published: false })
    expect(await own({ status: 'draft' })).toEqual(['Moss draft', 'Granite draft'])
    expect(await own({ status: 'scheduled' })).toEqual(['Granite tomorrow'])
    expect(await own({ status: 'published', q: 'granite' })).toEqual(['Granite today'])
    expect(await own({ status: 'draft', q: 'granite' })).toEqual(['Granite draft'])
  })

  test('finds a title by any part of it, taken by the letter; strangers find whole words only', async () => {
    await write({ title: 'Counting reads' })
    await write({ title: '100 % cotton' })
    expect(await own({ q: 'countin' })).toEqual(['Counting reads'])
    expect(await own({ q: '0 % c' })).toEqual(['100 % cotton'])
    expect(await own({ q: '0_%' })).toEqual([])
    expect(await found({ q: 'countin' })).toEqual([])
  })

  test('has the reads of 30 days where they are asked for', async () => {
    const post = await write({ title: 'Read' })
    await sql(`insert into post_daily_views (post_id, day, views) values ('${post.id}', current_date, 7)`)
    const answer = await ask({ mine: 'true', include: 'reads' }, author)
    expect(((await answer.json()) as PostPage).data).toMatchObject([{ title: 'Read', reads: 7 }])
    const without = await ask({ mine: 'true' }, author)
    expect(((await without.json()) as PostPage).data[0]).not.toHaveProperty('reads')
  })

  test('alone has states, an order and reads: asked of the public list they are refused', async () => {
    for (const query of [{ status: 'draft' }, { sort: 'updated' }, { include: 'reads' }]) {
      expect((await ask(query as Record<string, string>)).status).toBe(422)
    }
  })
})

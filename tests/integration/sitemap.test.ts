import { beforeEach, describe, expect, test } from 'vitest'
import { GET as getPage } from '@/app/sitemap/[page]/route'
import { clearMemoryCache } from '@/lib/cache'
import { getSitemapPage, listSitemapStarts, SITEMAP_PAGE } from '@/lib/posts/queries'
import { emptyDatabase, sql } from '../support/database'
import { createUser } from '../support/people'

let authorId: string

beforeEach(async () => {
  await emptyDatabase()
  clearMemoryCache()
  authorId = (await createUser()).id
})

/** `count` posts, one a minute, two of each minute's at the very same instant. */
const writePosts = (count: number, { published = true, slug = 'post' } = {}) =>
  sql(
    `insert into posts (id, author_id, slug, title, content, published, published_at)
     select gen_random_uuid(), $1, $2 || '-' || n, 'Title', 'Text', $3, now() - interval '30 days' + (n / 2) * interval '1 minute'
     from generate_series(1, $4) n`,
    [authorId, slug, published, count],
  )
const slugsOf = async (page: number) => ((await getSitemapPage(page)) ?? []).map(({ slug }) => slug)

describe('the sitemap', () => {
  test('names every public post once, in files of 5,000 whose beginnings stay where they are', async () => {
    await writePosts(2 * SITEMAP_PAGE + 1)
    const starts = await listSitemapStarts()
    expect(starts).toHaveLength(3)
    const [first, second, third] = await Promise.all([slugsOf(0), slugsOf(1), slugsOf(2)])
    expect([first.length, second.length, third.length]).toEqual([SITEMAP_PAGE, SITEMAP_PAGE, 1])
    expect(new Set([...first, ...second, ...third]).size).toBe(2 * SITEMAP_PAGE + 1)
    await sql(`insert into posts (id, author_id, slug, title, content, published, published_at)
      values (gen_random_uuid(), '${authorId}', 'newest', 'Title', 'Text', true, now())`)
    clearMemoryCache()
    expect(await listSitemapStarts()).toEqual(starts)
    expect(await slugsOf(2)).toContain('newest')
  })

  test('names no draft, nothing scheduled and nothing of a banned author', async () => {
    await writePosts(1)
    await writePosts(1, { published: false, slug: 'draft' })
    await sql(`insert into posts (id, author_id, slug, title, content, published, published_at)
      values (gen_random_uuid(), '${authorId}', 'scheduled', 'Title', 'Text', true, now() + interval '1 day')`)
    expect(await slugsOf(0)).toEqual(['post-1'])
    await sql('update users set banned = true')
    clearMemoryCache()
    expect(await getSitemapPage(0)).toBeNull()
  })

  test.each(['1.xml', '0', '0.xml.gz', '-1.xml', '00.xml', '99999.xml', 'x.xml'])('has no file %s', async (page) => {
    await writePosts(1)
    const params = Promise.resolve({ page })
    expect((await getPage(new Request('http://localhost:3000/sitemap/x'), { params })).status).toBe(404)
  })
})

// A list of a million: its last page costs what its first does. And what a hit of the cache costs.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import type * as Cache from '@/lib/cache'
import type * as Pagination from '@/lib/pagination'
import type * as Posts from '@/lib/posts/queries'
import { show } from '../support/figures'
import { startPostgres, type PostgresUnderTest } from '../support/postgres-under-test'
import { startRedis, type RedisUnderTest } from '../support/redis-under-test'

const ROWS = 1_000_000
const PAGE = 20
const ROUNDS = 40
/** What a query may need at the most: an offset this deep takes longer. */
const PATIENCE = 'set statement_timeout = 0'

let postgres: PostgresUnderTest
let redis: RedisUnderTest
let posts: typeof Posts
let cache: typeof Cache
let pagination: typeof Pagination

beforeAll(async () => {
  ;[postgres, redis] = await Promise.all([startPostgres(), startRedis()])
  Object.assign(process.env, { DATABASE_URL: postgres.url, REDIS_URL: redis.url })
  await postgres.sql(`
    insert into users (id, name, email) values ('00000000-0000-7000-8000-000000000001', 'Ines Rock', 'ines@example.test');
    insert into posts (id, author_id, slug, title, content, published, published_at)
      select gen_random_uuid(), '00000000-0000-7000-8000-000000000001', 'post-' || n, 'Post ' || n, '', true,
        timestamptz '2020-01-01 00:00:00Z' + n * interval '1 minute'
      from generate_series(1, ${ROWS}) n`)
  await postgres.sql('vacuum analyze posts')
  ;[posts, cache, pagination] = await Promise.all([
    import('@/lib/posts/queries'),
    import('@/lib/cache'),
    import('@/lib/pagination'),
  ])
})
afterAll(async () => {
  const { closeDatabase } = await import('@/lib/db')
  const { closeRedis } = await import('@/lib/redis')
  await closeDatabase()
  closeRedis()
  await Promise.all([postgres.stop(), redis.stop()])
})

const median = (values: number[]) => values.sort((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

/** Median milliseconds of each, taken in turns, so that a busy moment falls on all of them. */
async function inTurns(...works: (() => Promise<unknown>)[]): Promise<number[]> {
  const times = works.map((): number[] => [])
  for (let round = 0; round < ROUNDS; round += 1) {
    for (const [index, work] of works.entries()) {
      const started = performance.now()
      await work()
      times[index]?.push(performance.now() - started)
    }
  }
  return times.map(median)
}

describe('cursor pages', () => {
  test(`page 50,000 of ${ROWS} posts takes at most 1.3 times what page 1 takes`, async () => {
    const [before] = await postgres.sql<{ id: string; at: Date }>(
      `select id, published_at as at from posts where published order by published_at desc, id desc offset ${ROWS - PAGE - 1} limit 1`,
    )
    if (!before) throw new Error('there are fewer rows than were written')
    const cursor = pagination.encodeCursor('posts.public', before)
    const page = async (position?: string) => {
      cache.clearMemoryCache()
      await cache.invalidate(['posts:public'])
      return posts.listPublishedPosts({ limit: PAGE, cursor: position })
    }
    expect((await page(cursor)).data.map(({ slug }) => slug)).toEqual(
      Array.from({ length: PAGE }, (_, index) => `post-${PAGE - index}`),
    )
    const [first = 0, last = 0] = await inTurns(
      () => page(),
      () => page(cursor),
    )
    const [offset = 0] = await inTurns(() =>
      postgres.sql(
        `${PATIENCE}; select id from posts where published order by published_at desc, id desc offset ${ROWS - PAGE} limit ${PAGE}`,
      ),
    )
    const rounded = (value: number) => `${value.toFixed(2)} ms`
    show('depth', {
      'page 1': rounded(first),
      'page 50,000': rounded(last),
      ratio: (last / first).toFixed(2),
      'the same by offset': rounded(offset),
    })
    expect(last / first).toBeLessThanOrEqual(1.3)
  })

  test('the deep page is found in the index and not by walking', async () => {
    const rows = await postgres.sql<Record<string, string>>(
      `explain (analyze, buffers off, timing off) select id from posts where published and published_at <= now()
         and published_at <= '2020-01-02' and (published_at < '2020-01-02' or id < '00000000-0000-7000-8000-000000000001')
       order by published_at desc, id desc limit 21`,
    )
    const plan = rows.map((row) => Object.values(row)[0]).join('\n')
    expect(plan).toContain('posts_public_idx')
    expect(plan).not.toContain('Sort')
    expect(plan).not.toMatch(/Rows Removed by Filter: \d{3,}/)
  })
})

describe('the cache', () => {
  test('a hit in memory costs microseconds, one in Redis a round trip', async () => {
    const life = { ttl: 600, swr: 0, tags: ['depth'] }
    const read = () =>
      cache.cached('depth', life, async () => ({
        rows: Array.from({ length: PAGE }, (_, id) => ({ id, title: 'Post' })),
      }))
    await read()
    const hits = 20_000
    const started = performance.now()
    for (let hit = 0; hit < hits; hit += 1) await read()
    const memory = ((performance.now() - started) / hits) * 1_000
    const [shared = 0] = await inTurns(async () => {
      cache.clearMemoryCache()
      await read()
    })
    show('cache hit', { memory: `${memory.toFixed(1)} µs`, Redis: `${shared.toFixed(2)} ms` })
    expect(memory).toBeLessThan(shared * 1_000)
  })
})

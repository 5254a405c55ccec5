// PostgreSQL away under load: what is cached is answered, the rest is refused in good time, and nothing acknowledged is lost.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { metric } from '../support/app-under-test'
import { between, describeSample, failures, judgeTime, p99, phase, show, statuses, worst } from '../support/figures'
import { startLoad, type Load, type Sample } from '../support/load'
import { send, type Answer } from '../support/send'
import { LOAD_LIMITS, openWorld, warmUp, type World } from '../support/world'

const RECOVERED_MS = 3_000
const ANSWER_MS = { killed: 500, frozen: 2_500 }
const POOL_MAX = 10
/** A process believes what it last heard of an invalidation for a second. */
const TAGS_TRUSTED_MS = 1_200
/** After this a server ends a transaction that nobody goes on with; what hid in one would be gone. */
const IDLE_IN_TRANSACTION_MS = 6_000

let world: World
beforeAll(async () => {
  world = await openWorld({ env: LOAD_LIMITS })
  await warmUp(world)
})
afterAll(() => world?.stop())

/** What is not as a request may be answered while the database is away. */
function wrongAnswers(samples: readonly Sample[]): string[] {
  return samples
    .filter(({ kind, status, headers }) => {
      if (kind === 'public') return status !== 200
      if (status < 400 && status > 0) return false
      const problem = String(headers['content-type']).startsWith('application/problem+json')
      return !(status === 503 && problem && headers['retry-after'])
    })
    .map(describeSample)
}

/** Milliseconds after `since` at which the last request began that was not answered well. */
const lastFailure = (samples: readonly Sample[], since: number): number =>
  Math.max(0, ...failures(samples).map(({ at }) => at - since))

async function slugsStored(): Promise<Set<string>> {
  const rows = await world.postgres.sql<{ slug: string }>(`select slug from posts where slug like 'load-%'`)
  return new Set(rows.map(({ slug }) => slug))
}

type Fault = {
  name: string
  outage: number
  answerMs: number
  begin: () => Promise<void>
  end: () => Promise<void>
  watch?: () => Promise<unknown>
}
type Phases = { load: Load; started: number; faultAt: number; endAt: number }

async function runFault({ outage, begin, end, watch }: Fault): Promise<Phases> {
  const load = startLoad(world)
  const started = performance.now()
  await pause(phase(6_000, 20_000))
  const faultAt = performance.now()
  await begin()
  const until = faultAt + outage
  while (performance.now() < until) await Promise.all([watch?.(), pause(250)])
  await end()
  const endAt = performance.now()
  await pause(phase(6_000, 10_000))
  await load.stop()
  return { load, started, faultAt, endAt }
}

async function withoutPostgres(fault: Fault): Promise<Sample[]> {
  const { load, started, faultAt, endAt } = await runFault(fault)
  // What was under way when the fault began belongs to it.
  const baseline = between(load.samples, started + 1_000, faultAt - 1_000)
  const during = between(load.samples, faultAt, endAt)
  const away = between(load.samples, faultAt + 500, endAt - 500)
  const stored = await slugsStored()
  const acknowledged = load.samples.filter(({ status, slug }) => status === 201 && slug)
  const lost = acknowledged.filter(({ slug }) => !stored.has(slug ?? ''))
  const stale = away.filter(({ headers }) => String(headers['cache-status']).includes('stale'))
  const refused = load.samples.filter(({ status, slug }) => status >= 400 && stored.has(slug ?? ''))
  expect.soft(failures(baseline).map(describeSample)).toEqual([])
  expect.soft(wrongAnswers(between(load.samples, faultAt - 1_000, endAt))).toEqual([])
  expect.soft(lost.map(({ slug }) => slug)).toEqual([])
  expect.soft(world.apps.every((app) => app.alive())).toBe(true)
  show(fault.name, {
    requests: load.samples.length,
    'public reads': statuses(away.filter(({ kind }) => kind === 'public')),
    'of them marked stale': stale.length,
    others: statuses(away.filter(({ kind }) => kind !== 'public')),
    'slowest answer': judgeTime('slowest answer', worst(during), fault.answerMs, worst(baseline)),
    'p99 before': `${Math.round(p99(baseline))} ms`,
    'all well again after': judgeTime(
      'all well again',
      lastFailure(between(load.samples, endAt), endAt),
      RECOVERED_MS,
      0,
    ),
    'writes acknowledged': acknowledged.length,
    lost: lost.length,
    'written though refused': refused.length,
  })
  return refused
}

describe('R-11 PostgreSQL killed', () => {
  test('public reads answer from the cache, the rest is 503 in good time, and no acknowledged write is lost', async () => {
    await withoutPostgres({
      name: 'R-11 PostgreSQL killed',
      outage: phase(6_000, 10_000),
      answerMs: ANSWER_MS.killed,
      begin: world.postgres.kill,
      end: world.postgres.restart,
    })
  })

  test('a list that was made void answers as it was and says so; a single post, which may be taken down, does not', async () => {
    const [postId] = world.postIds
    const ask = (path: string) => send(`${world.a.url}/api/v1/${path}`)
    await ask('posts?limit=20')
    await ask(`posts/${postId}`)
    await world.postgres.kill()
    // As another process leaves it, which wrote a moment before.
    await world.redis.use(async (client) => {
      await client.set('tag:posts:public', 'newer')
      await client.set(`tag:post:${postId}`, 'newer')
    })
    await pause(TAGS_TRUSTED_MS)
    const list = await ask('posts?limit=20')
    const post = await ask(`posts/${postId}`)
    await world.postgres.restart()
    show('R-11 made void', { list: `${list.status} ${String(list.headers['cache-status'])}`, post: post.status })
    expect(list.status).toBe(200)
    expect(list.headers['cache-status']).toContain('stale')
    expect(post.status).toBe(503)
  })
})

describe('R-12 PostgreSQL frozen', () => {
  test('every request is answered, few wait, and nothing is written after its client got an error', async () => {
    let waiting = 0
    const refused = await withoutPostgres({
      name: 'R-12 PostgreSQL frozen',
      outage: phase(6_000, 10_000),
      answerMs: ANSWER_MS.frozen,
      begin: world.postgres.freeze,
      end: world.postgres.thaw,
      watch: async () => {
        const counts = await Promise.all(world.apps.map((app) => metric(app, 'database_pool_waiting')))
        waiting = Math.max(waiting, ...counts)
      },
    })
    show('R-12 pool', { 'waiters at most': waiting, allowed: 10 * POOL_MAX })
    expect.soft(waiting).toBeLessThanOrEqual(10 * POOL_MAX)
    // A COMMIT that was under way when the server froze is the one exception.
    expect.soft(refused.length).toBeLessThanOrEqual(1)
  })

  test('a transaction that was under way when the server froze leaves nothing behind', async () => {
    const [postId] = world.postIds
    const url = `${world.a.url}/api/v1/posts`
    const cookie = world.people[0]?.cookie
    const update = () => send(`${url}/${postId}`, { method: 'PATCH', cookie, body: { title: 'Never to be seen' } })
    await world.postgres.sql(`create function wait() returns trigger language plpgsql as $$
      begin perform pg_sleep(0.5); return new; end $$;
      create trigger wait before update on posts for each row execute function wait()`)
    const updates = Array.from({ length: POOL_MAX / 2 }, update)
    await pause(250)
    await world.postgres.freeze()
    const refused = await Promise.all(updates)
    await world.postgres.thaw()
    await world.postgres.sql('drop trigger wait on posts')
    await pause(RECOVERED_MS)
    const title = async () =>
      (await world.postgres.sql<{ title: string }>('select title from posts where id = $1', [postId]))[0]?.title
    const after: Answer[] = []
    const write = (turn: number) =>
      send(url, { method: 'POST', cookie, body: { title: 'After', slug: `after-${turn}` } })
    for (let wave = 0; wave < 4; wave += 1)
      after.push(...(await Promise.all(Array.from({ length: POOL_MAX }, (_, turn) => write(wave * POOL_MAX + turn)))))
    await pause(IDLE_IN_TRANSACTION_MS)
    const [row] = await world.postgres.sql<{ kept: number }>(
      `select count(*)::int as kept from posts where slug like 'after-%'`,
    )
    show('R-12 in a transaction', {
      'under way': statuses(refused),
      'slowest answer': judgeTime('slowest answer', worst(refused), ANSWER_MS.frozen, 0),
      'written later': statuses(after),
      kept: row?.kept ?? 0,
    })
    expect(statuses(refused)).toBe(`503 ×${refused.length}`)
    expect(await title()).not.toBe('Never to be seen')
    expect(statuses(after)).toBe(`201 ×${after.length}`)
    expect(row?.kept).toBe(after.length)
  })
})

// What a balancer is told while something is away, in the time it may take to say so.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { judgeTime, ms, p99, percentile, show, worst } from '../support/figures'
import { send, type Answer } from '../support/send'
import { LOAD_LIMITS, openWorld, warmUp, type World } from '../support/world'

const LIVE_MS = 50
const READY_MS = 1_000
const READY_AGAIN_MS = 5_000
/** Readiness is kept for a second. */
const KEPT_MS = 1_100
const PROBES = 1_000
const CONNECTIONS = 20

let world: World
let baseline: { live: number; ready: number }
beforeAll(async () => {
  world = await openWorld({ env: LOAD_LIMITS, people: 1 })
  await warmUp(world)
  await probes('live', 20)
  baseline = { live: worst(await probes('live', 20)), ready: worst(await probes('ready', 20)) }
})
afterAll(() => world?.stop())

async function probes(which: 'live' | 'ready', count: number): Promise<Answer[]> {
  const answers: Answer[] = []
  for (let probe = 0; probe < count; probe += 1) answers.push(await send(`${world.a.url}/api/health/${which}`))
  return answers
}

/** `count` answers, each of `rows` connections asking again as soon as it was answered. */
async function inRows(count: number, rows: number, ask: () => Promise<Answer>): Promise<Answer[]> {
  const answers: Answer[] = []
  const row = async () => {
    for (let turn = 0; turn < count / rows; turn += 1) answers.push(await ask())
  }
  await Promise.all(Array.from({ length: rows }, row))
  return answers
}

/** Milliseconds until a probe is answered 200 by `isWell`. */
async function untilReady(isWell: (text: string) => boolean): Promise<number> {
  const since = performance.now()
  while (performance.now() - since < 15_000) {
    const { status, text } = await send(`${world.a.url}/api/health/ready`)
    if (status === 200 && isWell(text)) break
    await pause(50)
  }
  return performance.now() - since
}

const isReady = (text: string) => text.includes('"status":"ready"')

type Case = { name: string; begin: () => Promise<void>; end: () => Promise<void>; status: number; body: object }

async function whileAway({ name, begin, end, status, body }: Case): Promise<void> {
  await begin()
  await pause(KEPT_MS)
  const [ready] = await probes('ready', 1)
  const live = await probes('live', 10)
  await end()
  const again = await untilReady(isReady)
  expect.soft(ready?.status, name).toBe(status)
  expect.soft(JSON.parse(ready?.text || '{}'), name).toEqual(body)
  expect.soft(live.map((answer) => answer.status)).toEqual(live.map(() => 200))
  show(name, {
    ready: `${ready?.status} in ${judgeTime('ready', ready?.ms ?? 0, READY_MS, baseline.ready)}`,
    live: `200 in ${judgeTime('live', percentile(live, 0.5), LIVE_MS, baseline.live)}`,
    'ready again after': judgeTime('ready again', again, READY_AGAIN_MS, 0),
  })
}

describe('R-22 health', () => {
  test('everything up: ready, and a thousand probes make at most two queries', async () => {
    await world.postgres.sql('create extension if not exists pg_stat_statements')
    const url = `${world.a.url}/api/health/ready`
    await pause(KEPT_MS)
    await world.postgres.sql('select pg_stat_statements_reset()')
    const since = performance.now()
    const answers = await inRows(PROBES, CONNECTIONS, () => send(url))
    const seconds = (performance.now() - since) / 1_000
    const [row] = await world.postgres.sql<{ calls: number }>(
      "select coalesce(sum(calls), 0)::int as calls from pg_stat_statements where query = 'select $1'",
    )
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect(JSON.parse(answers[0]?.text ?? '{}')).toEqual({ status: 'ready', database: 'up', redis: 'up' })
    // Two for what can be asked within two seconds, and one more a second on a machine that takes longer.
    expect(row?.calls).toBeLessThanOrEqual(Math.max(2, Math.ceil(seconds)))
    show('R-22 all up', {
      probes: PROBES,
      'in seconds': seconds.toFixed(1),
      queries: row?.calls ?? 0,
      p99: ms(p99(answers)),
    })
  })

  test('Redis dead: ready, and says that it is degraded', () =>
    whileAway({
      name: 'R-22 Redis dead',
      begin: world.redis.kill,
      end: world.redis.restart,
      status: 200,
      body: { status: 'degraded', database: 'up', redis: 'down' },
    }))

  test('PostgreSQL dead: not ready within a second, and ready soon after it is back', () =>
    whileAway({
      name: 'R-22 PostgreSQL dead',
      begin: world.postgres.kill,
      end: world.postgres.restart,
      status: 503,
      body: { status: 'unavailable', database: 'down', redis: 'up' },
    }))

  test('PostgreSQL frozen: the same', () =>
    whileAway({
      name: 'R-22 PostgreSQL frozen',
      begin: world.postgres.freeze,
      end: world.postgres.thaw,
      status: 503,
      body: { status: 'unavailable', database: 'down', redis: 'up' },
    }))

  test('a process that stood still for three seconds is live and ready at once after', async () => {
    await world.a.freeze()
    const asked = [send(`${world.a.url}/api/health/live`), send(`${world.a.url}/api/health/ready`)]
    await pause(3_000)
    await world.a.thaw()
    const since = performance.now()
    const answers = await Promise.all(asked)
    expect(answers.map(({ status }) => status)).toEqual([200, 200])
    show('R-22 process stopped 3 s', { 'answered after': judgeTime('after', performance.now() - since, 1_000, 0) })
  })
})

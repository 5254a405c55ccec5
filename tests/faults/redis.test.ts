// Redis away under load: nobody may notice but by a little time, and limits go on in each process.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { logged, metric, type AppUnderTest } from '../support/app-under-test'
import { between, describeSample, failures, judgeTime, ms, p99, phase, show, statuses, worst } from '../support/figures'
import { startLoad } from '../support/load'
import { send } from '../support/send'
import { LOAD_LIMITS, openWorld, signIn, untilWindowHasRoom, warmUp, type World } from '../support/world'

const AUTH_LIMIT = 20
const BACK_IN_USE_MS = 2_000
const WATCH_AFTER_MS = 4_000

let world: World
beforeAll(async () => {
  world = await openWorld({ env: LOAD_LIMITS })
  await warmUp(world)
})
afterAll(() => world?.stop())

/** How many of forty requests from one address pass a limit of twenty: a few at a time, since the load is measured. */
async function passesOf(app: AppUnderTest, address: string): Promise<number> {
  const knock = () => send(`${app.url}/api/auth/sign-out`, { method: 'POST', body: {}, address })
  let passed = 0
  for (let wave = 0; wave < 10; wave += 1) {
    const answers = await Promise.all(Array.from({ length: 4 }, knock))
    passed += answers.filter(({ status }) => status !== 429).length
  }
  return passed
}

/** Signs in, reads, signs out and reads again: what each of the four answered. */
async function accountRound(app: AppUnderTest, address: string): Promise<number[]> {
  const own = `${app.url}/api/v1/posts?mine=true`
  const { status, cookie } = await signIn(app, world.people[1]?.email ?? '', address)
  const signedIn = await send(own, { cookie })
  const out = await send(`${app.url}/api/auth/sign-out`, { method: 'POST', body: {}, cookie, address })
  return [status, signedIn.status, out.status, (await send(own, { cookie })).status]
}

/** Milliseconds until both processes count in Redis again. */
async function untilUsedAgain(): Promise<number> {
  const since = performance.now()
  const inRedis = (app: AppUnderTest) => metric(app, 'rate_limit_checks_total', 'store="redis"')
  const before = await Promise.all(world.apps.map(inRedis))
  while (performance.now() - since < 10_000) {
    const now = await Promise.all(world.apps.map(inRedis))
    if (now.every((count, index) => count > (before[index] ?? 0) + 1)) break
    await pause(50)
  }
  return performance.now() - since
}

/** The most lines about Redis that one process wrote in one second. */
function linesPerSecond(from: number, to: number): number {
  const perSecond = world.apps.flatMap((app) => {
    const counts = new Map<number, number>()
    for (const { event, at } of logged(app, from, to)) {
      const second = Math.floor((at - from) / 1_000)
      if (event.startsWith('redis_')) counts.set(second, (counts.get(second) ?? 0) + 1)
    }
    return [...counts.values()]
  })
  return Math.max(0, ...perSecond)
}

/** Accounts at work and a limit that is reached, on both processes, from addresses that begin alike. */
async function exercise(prefix: string) {
  const accounts = await Promise.all(world.apps.map((app, index) => accountRound(app, `${prefix}${index}`)))
  await untilWindowHasRoom(60_000, 8_000)
  const passed = await Promise.all(world.apps.map((app) => passesOf(app, `${prefix}9`)))
  return { accounts, passed }
}

type Fault = { name: string; outage: number; begin: () => Promise<void>; end: () => Promise<void>; worstMs?: number }

async function withoutRedis({ name, outage, begin, end, worstMs }: Fault): Promise<void> {
  const host = name.includes('killed') ? '203.0.113' : '203.0.114'
  const load = startLoad(world)
  const started = performance.now()
  await pause(1_000)
  // The baseline carries what the outage is asked to carry.
  await exercise(`${host}.1`)
  await pause(phase(4_000, 18_000))
  const faultAt = performance.now()
  await begin()
  await pause(1_000)
  const { accounts, passed } = await exercise(`${host}.2`)
  await pause(Math.max(0, outage - (performance.now() - faultAt)))
  const endAt = performance.now()
  await end()
  const usedAfter = await untilUsedAgain()
  await pause(WATCH_AFTER_MS)
  const samples = await load.stop()

  const baseline = between(samples, started + 1_000, faultAt)
  const during = between(samples, faultAt, endAt + WATCH_AFTER_MS)
  const lines = linesPerSecond(faultAt, endAt)
  expect.soft(failures(samples).map(describeSample)).toEqual([])
  expect.soft(accounts).toEqual(world.apps.map(() => [200, 200, 200, 401]))
  expect.soft(passed).toEqual(world.apps.map(() => AUTH_LIMIT))
  expect.soft(lines).toBeLessThanOrEqual(1)
  expect.soft(world.apps.every((app) => app.alive())).toBe(true)
  show(name, {
    requests: samples.length,
    answered: statuses(samples),
    p99: judgeTime('p99', p99(during), Math.max(2 * p99(baseline), 300), p99(baseline)),
    worst: worstMs === undefined ? ms(worst(during)) : judgeTime('worst', worst(during), worstMs, worst(baseline)),
    'passed a limit of 20 on A and B': passed.join(' and '),
    'in use again after': judgeTime('in use again', usedAfter, BACK_IN_USE_MS, 0),
    'log lines a second at most': lines,
  })
}

describe('R-09 Redis killed', () => {
  test('the load sees no error, accounts work, and each process keeps its limits', () =>
    withoutRedis({
      name: 'R-09 Redis killed',
      outage: phase(8_000, 20_000),
      begin: world.redis.kill,
      end: world.redis.restart,
    }))
})

describe('R-10 Redis frozen', () => {
  test('the load sees no error and no request waits for it', () =>
    withoutRedis({
      name: 'R-10 Redis frozen',
      outage: phase(8_000, 20_000),
      begin: world.redis.freeze,
      end: world.redis.thaw,
      worstMs: 600,
    }))
})

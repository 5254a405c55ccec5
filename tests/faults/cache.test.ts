// A key that everybody wants, and a cache that is empty all at once.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { startCacheProcess, type CacheProcess } from '../support/cache-processes'
import type { CacheAnswer } from '../support/cache-process'
import { between, describeSample, failures, judgeTime, ms, p99, phase, show, statuses } from '../support/figures'
import { startLoad } from '../support/load'
import { startRedis, type RedisUnderTest } from '../support/redis-under-test'
import { LOAD_LIMITS, openWorld, warmUp, type World } from '../support/world'

const EACH = 100
const STALE_MS = 50
const POOL_MAX = 10

const sum = (answers: readonly CacheAnswer[], of: 'loads' | 'answered' | 'failed') =>
  answers.reduce((total, answer) => total + answer[of], 0)

const slowestOf = (answers: readonly CacheAnswer[]) => Math.max(...answers.map(({ slowestMs }) => slowestMs))

describe('N-02 stampede', () => {
  let redis: RedisUnderTest
  let processes: CacheProcess[]
  let keyNumber = 0
  beforeAll(async () => {
    redis = await startRedis()
    processes = await Promise.all([startCacheProcess(redis.url), startCacheProcess(redis.url)])
  })
  afterAll(async () => {
    for (const each of processes) each.stop()
    await redis.stop()
  })

  type Ask = { key: string; readers?: number; ttl?: number; swr?: number; loadMs?: number; fails?: boolean }
  const askAll = ({ key, readers = EACH, ttl = 60, swr = 60, loadMs = 500, fails = false }: Ask) =>
    Promise.all(processes.map((each) => each.read({ key, readers, ttl, swr, loadMs, fails })))
  const newKey = () => `stampede:${process.pid}:${(keyNumber += 1)}`

  test('two hundred who miss one key over two processes cause one load', async () => {
    const loads: number[] = []
    for (let round = 0; round < 5; round += 1) {
      const answers = await askAll({ key: newKey() })
      loads.push(sum(answers, 'loads'))
      expect(sum(answers, 'answered')).toBe(2 * EACH)
      expect(new Set(answers.flatMap(({ values }) => values)).size).toBe(1)
    }
    show('N-02 miss with Redis', { readers: 2 * EACH, 'loads in each round': loads.join(' ') })
    expect(loads).toEqual(Array(5).fill(1))
  })

  test('a hot key that expires: one load, and everybody gets the old value at once', async () => {
    const key = newKey()
    await askAll({ key, readers: 1, ttl: 2 })
    const fresh = await askAll({ key, ttl: 2, loadMs: 0 })
    await pause(2_000)
    const answers = await askAll({ key, ttl: 60 })
    const slowest = slowestOf(answers)
    show('N-02 expired with Redis', {
      readers: 2 * EACH,
      loads: sum(answers, 'loads'),
      'slowest answer': judgeTime('slowest stale answer', slowest, STALE_MS, slowestOf(fresh)),
    })
    expect(sum(answers, 'loads')).toBe(1)
    expect(sum(answers, 'answered')).toBe(2 * EACH)
  })

  test('a source that throws is asked once a pause by all together', async () => {
    const key = newKey()
    const waves: number[] = []
    for (let wave = 0; wave < 3; wave += 1) {
      const answers = await askAll({ key, fails: true })
      waves.push(sum(answers, 'loads'))
      expect(sum(answers, 'failed')).toBe(2 * EACH)
      expect(slowestOf(answers)).toBeLessThan(1_000)
      await pause(600)
    }
    show('N-02 a source that throws', { 'loads in each wave': waves.join(' ') })
    expect(waves).toEqual([1, 1, 1])
  })

  test('without Redis each process loads once', async () => {
    await redis.kill()
    await pause(200)
    const key = newKey()
    const answers = await askAll({ key, ttl: 0.5 })
    await pause(600)
    const expired = await askAll({ key })
    const slowest = slowestOf(expired)
    await redis.restart()
    show('N-02 without Redis', {
      'loads of a miss': sum(answers, 'loads'),
      'loads of an expiry': sum(expired, 'loads'),
      'slowest stale answer': judgeTime('slowest stale answer', slowest, STALE_MS, STALE_MS),
    })
    expect(sum(answers, 'loads')).toBeLessThanOrEqual(2)
    expect(sum(expired, 'loads')).toBeLessThanOrEqual(2)
  })
})

describe('N-03 cold cache', () => {
  let world: World
  beforeAll(async () => {
    world = await openWorld({ env: LOAD_LIMITS })
    await warmUp(world)
  })
  afterAll(() => world?.stop())

  /** The most connections of the two processes at any moment. */
  async function watchConnections(work: () => Promise<void>): Promise<number> {
    let most = 0
    let over = false
    const done = work().finally(() => (over = true))
    while (!over) {
      const [row] = await world.postgres.sql<{ open: number }>(
        `select count(*)::int as open from pg_stat_activity where datname = 'app' and pid <> pg_backend_pid()`,
      )
      most = Math.max(most, row?.open ?? 0)
      await pause(200)
    }
    await done
    return most
  }

  test('emptied under load, once and then all the time, it costs a little time and no answer', async () => {
    const load = startLoad(world)
    const started = performance.now()
    await pause(phase(6_000, 20_000))
    const flushedAt = performance.now()
    let coldAt = 0
    const connections = await watchConnections(async () => {
      await world.redis.use((client) => client.flushall())
      await pause(phase(4_000, 10_000))
      coldAt = performance.now()
      while (performance.now() < coldAt + phase(6_000, 60_000)) {
        await world.redis.use((client) => client.flushall())
        await pause(20)
      }
    })
    const samples = await load.stop()
    const baseline = between(samples, started + 1_000, flushedAt)
    const allowed = 5 * p99(baseline)
    show('N-03 cold cache', {
      requests: samples.length,
      answered: statuses(samples),
      'p99 before': ms(p99(baseline)),
      'after FLUSHALL': judgeTime(
        'p99 after FLUSHALL',
        p99(between(samples, flushedAt, coldAt)),
        allowed,
        p99(baseline),
      ),
      'kept empty': judgeTime('p99 kept empty', p99(between(samples, coldAt)), allowed, p99(baseline)),
      'connections at most': connections,
      allowed: 2 * POOL_MAX,
    })
    expect(failures(samples).map(describeSample)).toEqual([])
    expect(connections).toBeLessThanOrEqual(2 * POOL_MAX)
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import { cached, clearMemoryCache, invalidate } from '@/lib/cache'
import { cacheCount } from '@/lib/metrics'

const LIFE = { ttl: 60, swr: 60, tags: ['things'] }
let keyNumber = 0
let key: string
beforeEach(() => {
  clearMemoryCache()
  key = `test:${(keyNumber += 1)}`
})

/** A loader that counts its runs and answers each with a number of its own. */
function loader({ delayMs = 0, fails = () => false }: { delayMs?: number; fails?: () => boolean } = {}) {
  const load = async () => {
    load.runs += 1
    const run = load.runs
    await new Promise((resolve) => setTimeout(resolve, delayMs))
    if (fails()) throw new Error('the source is down')
    return { run }
  }
  load.runs = 0
  return load
}
const pause = (ms: number) => new Promise((resolve) => setTimeout(resolve, ms))

describe('the cache in memory', () => {
  test('two hundred who ask at once cause one load, and the next is a hit', async () => {
    const load = loader({ delayMs: 20 })
    const answers = await Promise.all(Array.from({ length: 200 }, () => cached(key, LIFE, load)))
    expect(load.runs).toBe(1)
    expect(new Set(answers.map(({ run }) => run))).toEqual(new Set([1]))
    const hits = await cacheCount('memory_hit')
    await cached(key, LIFE, load)
    expect(await cacheCount('memory_hit')).toBe(hits + 1)
    expect(load.runs).toBe(1)
  })

  test('an invalidated tag makes a value void at once, other tags do not', async () => {
    const load = loader()
    await cached(key, LIFE, load)
    await invalidate(['something else'])
    expect(await cached(key, LIFE, load)).toEqual({ run: 1 })
    await invalidate(['things'])
    expect(await cached(key, LIFE, load)).toEqual({ run: 2 })
  })

  test('a load that began before an invalidation does not bring the old value back', async () => {
    const slow = loader({ delayMs: 50 })
    const first = cached(key, LIFE, slow)
    await pause(10)
    await invalidate(['things'])
    const second = cached(key, LIFE, slow)
    expect((await first).run).toBe(1)
    expect((await second).run).toBe(2)
    expect((await cached(key, LIFE, slow)).run).toBe(2)
  })

  test('a stale value answers at once while one new one is loaded behind it', async () => {
    const load = loader({ delayMs: 30 })
    const shortly = { ...LIFE, ttl: 0.01 }
    await cached(key, shortly, load)
    await pause(20)
    const started = performance.now()
    const stale = await Promise.all(Array.from({ length: 50 }, () => cached(key, shortly, load)))
    expect(performance.now() - started).toBeLessThan(25)
    expect(new Set(stale.map(({ run }) => run))).toEqual(new Set([1]))
    await expect.poll(() => load.runs).toBe(2)
  })

  test('a source that fails is answered with the old value, without one its error is passed on', async () => {
    let down = false
    const load = loader({ fails: () => down })
    const brief = { ...LIFE, ttl: 0.01, swr: 0 }
    await cached(key, brief, load)
    await pause(20)
    down = true
    expect(await cached(key, brief, load)).toEqual({ run: 1 })
    await expect(cached(`${key}:other`, brief, load)).rejects.toThrow('the source is down')
  })

  test('a source that fails is asked once a pause and not once a request', async () => {
    const load = loader({ fails: () => true })
    for (let attempt = 0; attempt < 20; attempt += 1) await expect(cached(key, LIFE, load)).rejects.toThrow()
    expect(load.runs).toBe(1)
  })
})

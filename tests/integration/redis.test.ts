import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import { cached, clearMemoryCache, invalidate } from '@/lib/cache'
import { checkRateLimit, refundRateLimit } from '@/lib/rate-limit'
import { CircuitBreaker, pingRedis, redisMode, RedisUnavailableError } from '@/lib/redis'
import { connectAppRedis } from '../support/app-redis'
import { describeWithRedis } from '../support/redis'

/** The Redis may be somebody's own: every key here is new, and nothing of theirs is touched. */
const own = (name: string) => `test-${randomUUID()}:${name}`

describeWithRedis('Redis over TCP', () => {
  const client = connectAppRedis()

  test('one client answers single commands, pipelines and transactions alike', async () => {
    expect(redisMode()).toBe('tcp')
    const [plain, hash, counter, inside, missing] = [
      own('plain'),
      own('hash'),
      own('counter'),
      own('inside'),
      own('missing'),
    ]
    await client().set(plain, 'text')
    await client().hset(hash, { one: 1, two: 'zwei' })
    expect(await client().get(plain)).toBe('text')
    expect(await client().hgetall(hash)).toEqual({ one: 1, two: 'zwei' })
    expect(await client().get(missing)).toBeNull()
    expect(await client().pipeline().incr(counter).incr(counter).get(missing).exec()).toEqual([1, 2, null])
    expect(await client().multi().set(inside, 'ä€😀').get(inside).exec()).toEqual(['OK', 'ä€😀'])
  })

  test('a command that Redis refuses is an error of its own and opens no breaker', async () => {
    const plain = own('plain')
    await client().set(plain, 'text')
    await expect(client().lpush(plain, 'x')).rejects.toThrow(/WRONGTYPE/)
    expect(await pingRedis()).toBe(true)
  })

  test('the limiter’s scripts run on a plain Redis, by hash from the second call on', async () => {
    const address = own('address')
    const results = await Promise.all(Array.from({ length: 200 }, () => checkRateLimit('anonymous', address)))
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(120)
    const before = String(await client().eval("return redis.call('info', 'commandstats')", [], []))
    await checkRateLimit('anonymous', own('address'))
    const after = String(await client().eval("return redis.call('info', 'commandstats')", [], []))
    const calls = (text: string, command: string) =>
      Number(new RegExp(`cmdstat_${command}:calls=(\\d+)`).exec(text)?.[1] ?? 0)
    expect(calls(after, 'evalsha') - calls(before, 'evalsha')).toBe(1)
    const refused = await checkRateLimit('anonymous', address)
    expect(refused.allowed).toBe(false)
    expect(refused.retryAfterSeconds).toBeGreaterThan(0)
    await refundRateLimit('anonymous', address)
    expect((await checkRateLimit('anonymous', address)).allowed).toBe(true)
  })

  test('a value survives the memory of one process, and an invalidation reaches it through Redis', async () => {
    let runs = 0
    const [key, tag] = [own('key'), own('tag')]
    const read = () => cached(key, { ttl: 60, swr: 0, tags: [tag] }, async () => ({ run: (runs += 1) }))
    await read()
    clearMemoryCache()
    expect(await read()).toEqual({ run: 1 })
    await invalidate([tag])
    expect(await read()).toEqual({ run: 2 })
    // As a flushed Redis would look.
    await client().del(`tag:${tag}`, `cache:${key}`)
    await new Promise((resolve) => setTimeout(resolve, 1_100))
    expect(await read()).toEqual({ run: 3 })
  })
})

test('the breaker refuses at once for a second after a failure, then lets one request try', async () => {
  const breaker = new CircuitBreaker()
  let calls = 0
  const down = () => {
    calls += 1
    return Promise.reject(new Error('no answer'))
  }
  await expect(breaker.run(down)).rejects.toBeInstanceOf(RedisUnavailableError)
  await expect(breaker.run(down)).rejects.toBeInstanceOf(RedisUnavailableError)
  expect(calls).toBe(1)
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  await Promise.allSettled([breaker.run(down), breaker.run(down), breaker.run(down)])
  expect(calls).toBe(2)
  await new Promise((resolve) => setTimeout(resolve, 1_050))
  expect(await breaker.run(async () => 'up')).toBe('up')
  expect(breaker.isOpen).toBe(false)
})

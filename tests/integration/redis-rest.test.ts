import { randomUUID } from 'node:crypto'
import { afterAll, afterEach, beforeAll, expect, test, vi } from 'vitest'
import { redisUrl, describeWithRedis } from '../support/redis'
import { startUpstashRestServer, type RestServer } from '../support/upstash-rest-server'

const TOKEN = 'a token that only tests know'
const CHECKS = 500
const TOGETHER = 50

const own = (name: string) => `test-${randomUUID()}:${name}`

type Transport = 'tcp' | 'rest'
const rooms = async () => ({
  ...(await import('@/lib/redis')),
  ...(await import('@/lib/rate-limit')),
})

/** A process's rooms as they come up with this transport: the environment is read once and connections are kept. */
async function freshRooms(transport: Transport, server: RestServer, token = TOKEN) {
  vi.resetModules()
  delete (globalThis as { __foothold?: unknown }).__foothold
  vi.stubEnv('REDIS_URL', transport === 'tcp' ? (redisUrl ?? '') : '')
  vi.stubEnv('UPSTASH_REDIS_REST_URL', transport === 'rest' ? server.url : '')
  vi.stubEnv('UPSTASH_REDIS_REST_TOKEN', transport === 'rest' ? token : '')
  vi.stubEnv('RATE_LIMIT_WRITE', '1000000/60s')
  const fresh = await rooms()
  const client = fresh.redis()
  if (!client) throw new Error('The address of Redis is not read.')
  if (token === TOKEN) await vi.waitUntil(fresh.pingRedis, { timeout: 5_000, interval: 100 })
  return { ...fresh, client }
}

describeWithRedis('Redis over the Upstash REST protocol', () => {
  let server: RestServer
  beforeAll(async () => {
    server = await startUpstashRestServer(redisUrl ?? '', TOKEN)
  })
  afterEach(() => {
    server.delay(0)
    vi.unstubAllEnvs()
  })
  afterAll(() => server.stop())

  test('single commands, pipelines and transactions answer as they do over TCP', async () => {
    const { client, redisMode } = await freshRooms('rest', server)
    expect(redisMode()).toBe('rest')
    const [text, hash, counter, missing] = [own('text'), own('hash'), own('counter'), own('missing')]
    expect(await client.set(text, 'ä€😀 "quoted"\r\n')).toBe('OK')
    expect(await client.get(text)).toBe('ä€😀 "quoted"\r\n')
    await client.hset(hash, { one: 1, two: 'zwei' })
    expect(await client.hgetall(hash)).toEqual({ one: 1, two: 'zwei' })
    expect(await client.get(missing)).toBeNull()
    expect(await client.pipeline().incr(counter).incr(counter).get(missing).exec()).toEqual([1, 2, null])
    expect(
      await client
        .multi()
        .set(text, { deep: [1, 'x'] })
        .get(text)
        .exec(),
    ).toEqual(['OK', { deep: [1, 'x'] }])
  })

  test('a command that Redis refuses is an error of its own and opens no breaker', async () => {
    const { client, pingRedis } = await freshRooms('rest', server)
    const text = own('text')
    await client.set(text, 'text')
    await expect(client.lpush(text, 'x')).rejects.toThrow(/WRONGTYPE/)
    expect(await pingRedis()).toBe(true)
  })

  test('the limiter is exact, and counts in the same place as over TCP', async () => {
    const rest = await freshRooms('rest', server)
    let address = ''
    // A burst that outlasts the deadline on a busy machine is counted in memory from there on, and shows nothing of Redis.
    const burst = async () => {
      address = own('address')
      const results = await Promise.all(Array.from({ length: 40 }, () => rest.checkRateLimit('auth', address)))
      expect(results.filter(({ allowed }) => allowed)).toHaveLength(20)
    }
    await vi.waitFor(burst, { timeout: 10_000, interval: 1_100 })
    const tcp = await freshRooms('tcp', server)
    expect((await tcp.checkRateLimit('auth', address)).allowed).toBe(false)
    tcp.closeRedis()
  })

  test('a server that is slower than the deadline is done without, and asked again a second later', async () => {
    const { client, checkRateLimit, RedisUnavailableError, pingRedis } = await freshRooms('rest', server)
    server.delay(1_000)
    const started = performance.now()
    await expect(client.get(own('slow'))).rejects.toBeInstanceOf(RedisUnavailableError)
    expect((await checkRateLimit('auth', own('address'))).allowed).toBe(true)
    expect(performance.now() - started).toBeLessThan(400)
    const asked = server.requests()
    await expect(client.get(own('slow'))).rejects.toBeInstanceOf(RedisUnavailableError)
    expect(server.requests()).toBe(asked)
    server.delay(0)
    await expect.poll(pingRedis, { timeout: 3_000 }).toBe(true)
  })

  test('a wrong token is answered with an error, and limits go on in memory', async () => {
    const { client, checkRateLimit } = await freshRooms('rest', server, 'wrong')
    await expect(client.get(own('text'))).rejects.toThrow()
    const address = own('address')
    const results = await Promise.all(Array.from({ length: 30 }, () => checkRateLimit('auth', address)))
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(20)
  })

  test.each<Transport>(['tcp', 'rest'])('what a check costs over %s', async (transport) => {
    const { checkRateLimit, closeRedis } = await freshRooms(transport, server)
    const address = own('address')
    const time = async (work: () => Promise<unknown>) => {
      const started = performance.now()
      await work()
      return performance.now() - started
    }
    await checkRateLimit('write', address)
    const alone = await time(async () => {
      for (let check = 0; check < CHECKS; check += 1) await checkRateLimit('write', address)
    })
    const together = await time(async () => {
      for (let wave = 0; wave < (4 * CHECKS) / TOGETHER; wave += 1)
        await Promise.all(Array.from({ length: TOGETHER }, () => checkRateLimit('write', address)))
    })
    closeRedis()
    process.stdout.write(
      `  rate-limit over ${transport}: ${(alone / CHECKS).toFixed(2)} ms a check alone, ` +
        `${Math.round((4 * CHECKS * 1_000) / together)} checks/s with ${TOGETHER} at once\n`,
    )
    expect(alone / CHECKS).toBeLessThan(150)
  })
})

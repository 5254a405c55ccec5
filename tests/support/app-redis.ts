// The app's own Redis client over the test's Redis, for one `describe`.
import { afterAll, beforeAll, vi } from 'vitest'
import { closeRedis, pingRedis, redis } from '@/lib/redis'
import { redisUrl } from './redis'

/** Connects before the tests of this `describe` and lets go after them; returns how to get at the client. */
export function connectAppRedis() {
  beforeAll(async () => {
    process.env.REDIS_URL = redisUrl ?? ''
    await vi.waitUntil(pingRedis, { timeout: 5_000 })
  })
  afterAll(() => {
    closeRedis()
    delete process.env.REDIS_URL
  })
  return () => {
    const client = redis()
    if (!client) throw new Error('REDIS_URL is not read')
    return client
  }
}

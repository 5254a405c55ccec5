import { randomUUID } from 'node:crypto'
import { expect, test } from 'vitest'
import type { Reads } from '@/lib/stats/mutations'
import { createMemoryBuffer, createRedisBuffer, type ViewBuffer } from '@/lib/stats/view-buffer'
import { connectAppRedis } from '../support/app-redis'
import { describeWithRedis } from '../support/redis'

const DAY = '2026-01-02'

/** What a drain hands over, of this test's own posts: the Redis may hold those of others. */
async function drained(buffer: ViewBuffer, postId: string): Promise<Reads[]> {
  const all: Reads[] = []
  await buffer.drain(async (reads) => void all.push(...reads.filter((read) => read.postId === postId)))
  return all
}

async function countsOnceAndKeepsOnFailure(buffer: ViewBuffer): Promise<void> {
  const postId = randomUUID()
  for (const reader of ['a', 'b', 'a']) await buffer.add({ postId, day: DAY, host: 'x.example' }, `${postId}|${reader}`)
  await expect(buffer.drain(() => Promise.reject(new Error('the database is down')))).rejects.toThrow('down')
  await buffer.add({ postId, day: DAY, host: 'x.example' }, `${postId}|c`)
  const reads = await drained(buffer, postId)
  expect(reads.reduce((sum, { views }) => sum + views, 0)).toBe(3)
  expect(new Set(reads.map(({ host, day }) => `${host} ${day}`))).toEqual(new Set([`x.example ${DAY}`]))
  expect(await drained(buffer, postId)).toEqual([])
}

test('in memory a reader counts once, and what could not be written is written the next time', () =>
  countsOnceAndKeepsOnFailure(createMemoryBuffer()))

describeWithRedis('reads that wait in Redis', () => {
  const client = connectAppRedis()
  const buffer = () => createRedisBuffer(client())

  test('a reader counts once, and what could not be written is written the next time', () =>
    countsOnceAndKeepsOnFailure(buffer()))

  test('a reader is the same on two instances, and what one counted the other writes, once', async () => {
    const postId = randomUUID()
    const [one, other] = [buffer(), buffer()]
    await Promise.all([one, other].map((each) => each.add({ postId, day: DAY, host: '' }, `${postId}|reader`)))
    await other.add({ postId, day: DAY, host: '' }, `${postId}|second`)
    const results = (await Promise.all([drained(one, postId), drained(other, postId)])).flat()
    expect(results).toEqual([{ postId, day: DAY, host: '', views: 2 }])
  })
})

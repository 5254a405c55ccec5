import 'server-only'
// Where counted reads wait to be written: in Redis, which outlives a process and knows a reader on every instance, or in
// this process. A batch is taken out only once it is written; a process that dies between the two makes it count twice.
import type { Redis } from '@upstash/redis'
import { LRUCache } from 'lru-cache'
import type { Reads } from '@/lib/stats/mutations'

const DAY_SECONDS = 24 * 3600
const SEEN_MAX = 200_000
const LOCK_MS = 10_000
/** One slot of a cluster, since scripts name several keys. */
const KEYS = { seen: '{views}:seen:', pending: '{views}:pending', batch: '{views}:batch', lock: '{views}:lock' }

export type Read = Omit<Reads, 'views'>

export type ViewBuffer = {
  /** Counts a read once for `once` (a reader, post and day). */
  add(read: Read, once: string): Promise<void>
  /** Hands over what waits; it goes on waiting when `write` throws. */
  drain(write: (reads: readonly Reads[]) => Promise<void>): Promise<void>
}

const toField = ({ postId, day, host }: Read) => `${postId}|${day}|${host}`
function toReads(field: string, views: number): Reads {
  const [postId = '', day = '', ...host] = field.split('|')
  return { postId, day, host: host.join('|'), views }
}

export function createMemoryBuffer(): ViewBuffer {
  const seen = new LRUCache<string, true>({ max: SEEN_MAX, ttl: DAY_SECONDS * 1000 })
  const pending = new Map<string, number>()
  const count = (field: string, views: number) => pending.set(field, views + (pending.get(field) ?? 0))
  return {
    add: async (read, once) => {
      if (seen.has(once)) return
      seen.set(once, true)
      count(toField(read), 1)
    },
    drain: async (write) => {
      const batch = [...pending]
      if (batch.length === 0) return
      pending.clear()
      try {
        await write(batch.map(([field, views]) => toReads(field, views)))
      } catch (error) {
        for (const [field, views] of batch) count(field, views)
        throw error
      }
    },
  }
}

const ADD = `if redis.call('set', KEYS[1], 1, 'NX', 'EX', ARGV[1]) then redis.call('hincrby', KEYS[2], ARGV[2], 1) end return 1`
/** A batch that an earlier process left comes first. */
const TAKE = `if redis.call('exists', KEYS[2]) == 0 and redis.call('exists', KEYS[1]) == 1 then redis.call('rename', KEYS[1], KEYS[2]) end
return redis.call('hgetall', KEYS[2])`
const UNLOCK = `if redis.call('get', KEYS[1]) == ARGV[1] then redis.call('del', KEYS[1]) end return 1`

export function createRedisBuffer(redis: Redis): ViewBuffer {
  const take = async (): Promise<Reads[]> => {
    const flat = await redis.eval<[], (string | number)[]>(TAKE, [KEYS.pending, KEYS.batch], [])
    return flat.flatMap((value, index) =>
      index % 2 === 0 ? [toReads(String(value), Number(flat[index + 1] ?? 0))] : [],
    )
  }
  return {
    add: async (read, once) =>
      void (await redis.eval(ADD, [`${KEYS.seen}${once}`, KEYS.pending], [DAY_SECONDS, toField(read)])),
    drain: async (write) => {
      const token = crypto.randomUUID()
      if ((await redis.set(KEYS.lock, token, { nx: true, px: LOCK_MS })) === null) return
      try {
        for (let batch = await take(); batch.length > 0; batch = await take()) {
          await write(batch)
          await redis.del(KEYS.batch)
        }
      } finally {
        await redis.eval(UNLOCK, [KEYS.lock], [token]).catch(() => undefined)
      }
    },
  }
}

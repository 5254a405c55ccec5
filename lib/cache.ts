import 'server-only'
// Memory in front of Redis. One load a process, and one a cluster while Redis answers; the old value while a new one is
// loaded, and after a failure; tags; jittered expiry. Redis absent, dead or frozen costs speed, never an answer.
// Values are plain JSON, shared by reference: whoever changes one changes it for everybody.
import { LRUCache } from 'lru-cache'
import type { Lifetime } from '@/lib/cache-keys'
import { invalidateTags, tagVersions } from '@/lib/cache-tags'
import { AppError } from '@/lib/errors'
import { atMostEvery } from '@/lib/logger'
import { countCache } from '@/lib/metrics'
import { redis } from '@/lib/redis'
import { noteCacheState } from '@/lib/request-context'
import { singleton } from '@/lib/singleton'

/** How long past its life a value may still answer when loading a new one fails. */
const GRACE_MS = 3600_000
const ERROR_BACKOFF_MS = 1_000
const JITTER = 0.1
const MEMORY = { maxEntries: 5_000, maxBytes: 32 * 1024 * 1024 }
/** Longer than a query may take, so that who waits hears of its failure; after it whoever held the lock is taken to be gone. */
const LOCK_MS = 3_000
const LOCK_POLL_MS = 50
/** Stands in the lock's place for a pause after a failed load, so that no process asks the source meanwhile. */
const FAILED = 'failed'

type Entry = { value: unknown; versions: string[]; freshUntil: number; staleUntil: number; expiresAt: number }
type Options = Lifetime & { tags: readonly string[] }

const memory = () =>
  singleton(
    'cache.memory',
    () =>
      new LRUCache<string, Entry & { bytes: number }>({
        max: MEMORY.maxEntries,
        maxSize: MEMORY.maxBytes,
        sizeCalculation: ({ bytes }) => bytes,
      }),
  )
const running = () => singleton('cache.running', () => new Map<string, Promise<Entry>>())
const failures = () =>
  singleton('cache.failures', () => new LRUCache<string, { error: unknown }>({ max: 1_000, ttl: ERROR_BACKOFF_MS }))
const loadFailed = atMostEvery(1_000, 'warn', 'cache_load_failed')

const same = (one: readonly string[], other: readonly string[]) =>
  one.length === other.length && one.every((version, index) => version === other[index])

function remember(key: string, entry: Entry, serialized = JSON.stringify(entry)): void {
  memory().set(key, { ...entry, bytes: Math.max(1, serialized.length) })
}

/** The entry in memory or Redis whose tags still hold, or undefined. */
async function find(key: string, versions: string[], now: number): Promise<Entry | undefined> {
  const local = memory().get(key)
  if (local && same(local.versions, versions) && local.expiresAt > now) {
    if (local.freshUntil > now) countCache('memory_hit')
    if (local.freshUntil > now || !redis()) return local
  }
  const usable = local && same(local.versions, versions) && local.expiresAt > now ? local : undefined
  try {
    const shared = await redis()?.get<Entry>(`cache:${key}`)
    if (!shared || !same(shared.versions, versions) || shared.expiresAt <= now) return usable
    if (usable && usable.freshUntil >= shared.freshUntil) return usable
    countCache('redis_hit')
    remember(key, shared)
    return shared
  } catch {
    return usable
  }
}

async function store(key: string, entry: Entry): Promise<void> {
  remember(key, entry)
  await redis()
    ?.set(`cache:${key}`, entry, { px: Math.max(1, Math.round(entry.expiresAt - Date.now())) })
    .catch(() => undefined)
}

/** Loads for different states of the tags do not wait for each other: neither could use what the other brings. */
const lockName = (key: string, versions: readonly string[]) => `lock:${key}:${versions.join()}`

/** Gives the lock back, or after a failure leaves word of it for a pause. */
async function unlock(lock: string, token: string, failed: boolean): Promise<void> {
  const script = `if redis.call("get", KEYS[1]) ~= ARGV[1] then return 0 end
    if ARGV[2] == "" then return redis.call("del", KEYS[1]) end
    redis.call("set", KEYS[1], ARGV[2], "px", ARGV[3])
    return 1`
  await redis()
    ?.eval(script, [lock], [token, failed ? FAILED : '', String(ERROR_BACKOFF_MS)])
    .catch(() => undefined)
}

type Elsewhere = Entry | typeof FAILED | undefined

/** Waits for another process to load the key; undefined when this one has to. Returns at once without Redis. */
async function loadedElsewhere(key: string, token: string, versions: string[]): Promise<Elsewhere> {
  const client = redis()
  if (!client) return undefined
  const lock = lockName(key, versions)
  const deadline = performance.now() + LOCK_MS
  try {
    for (;;) {
      const acquired = (await client.set(lock, token, { nx: true, px: LOCK_MS })) !== null
      // Looked at with the lock in hand too: whoever held it may have finished a moment ago.
      const [shared, holder] = await client.mget<[Entry | null, string | null]>(`cache:${key}`, lock)
      if (shared && same(shared.versions, versions) && shared.freshUntil > Date.now()) {
        remember(key, shared)
        if (acquired) await unlock(lock, token, false)
        return shared
      }
      if (acquired || performance.now() > deadline) return undefined
      if (holder === FAILED) return FAILED
      await new Promise((resolve) => setTimeout(resolve, LOCK_POLL_MS))
    }
  } catch {
    // Redis went away: each process loads for itself.
    return undefined
  }
}

async function loadOnce(
  key: string,
  { ttl, swr }: Options,
  versions: string[],
  load: () => Promise<unknown>,
): Promise<Entry> {
  const token = crypto.randomUUID()
  const elsewhere = await loadedElsewhere(key, token, versions)
  if (elsewhere === FAILED)
    throw new AppError('unavailable', 'This could not be loaded a moment ago. Try again.', {
      headers: { 'Retry-After': '1' },
    })
  if (elsewhere) return elsewhere
  let failed = false
  try {
    countCache('load')
    const value = await load()
    const freshFor = ttl * 1000 * (1 - JITTER * Math.random())
    const now = Date.now()
    const entry = {
      value,
      versions,
      freshUntil: now + freshFor,
      staleUntil: now + freshFor + swr * 1000,
      expiresAt: now + freshFor + swr * 1000 + GRACE_MS,
    }
    await store(key, entry)
    return entry
  } catch (error) {
    failed = true
    countCache('load_error')
    failures().set(key, { error })
    loadFailed({ key, error: error instanceof Error ? error.message : String(error) })
    throw error
  } finally {
    await unlock(lockName(key, versions), token, failed)
  }
}

/** One load at a time for a key and a state of its tags: who asks meanwhile waits for the same. */
function loadShared(key: string, options: Options, versions: string[], load: () => Promise<unknown>): Promise<Entry> {
  const slot = `${key}|${versions.join()}`
  const existing = running().get(slot)
  if (existing) return existing
  const failure = failures().get(key)
  if (failure) return Promise.reject(failure.error)
  const started = loadOnce(key, options, versions, load).finally(() => running().delete(slot))
  running().set(slot, started)
  return started
}

/**
 * Answers `load()` from the cache. `key`, tags and lifetime come from cache-keys. Rethrows what `load` throws when there is
 * no older value to answer with.
 */
export async function cached<Value>(key: string, options: Options, load: () => Promise<Value>): Promise<Value> {
  const versions = await tagVersions(options.tags)
  const now = Date.now()
  const entry = await find(key, versions, now)
  if (entry && entry.freshUntil > now) {
    noteCacheState('hit')
    return entry.value as Value
  }
  if (entry && entry.staleUntil > now) {
    countCache('stale')
    noteCacheState('stale')
    void loadShared(key, options, versions, load).catch(() => undefined)
    return entry.value as Value
  }
  try {
    const loaded = await loadShared(key, options, versions, load)
    noteCacheState('miss')
    return loaded.value as Value
  } catch (error) {
    const last = entry ?? (options.graceWhenVoid ? memory().get(key) : undefined)
    if (!last || last.expiresAt <= now) throw error
    countCache('stale')
    noteCacheState('stale')
    return last.value as Value
  }
}

export const invalidate = invalidateTags

/** Empties this process's memory; for tests. */
export function clearMemoryCache(): void {
  memory().clear()
  failures().clear()
}

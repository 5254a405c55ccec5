// A process that uses lib/cache and nothing else; the test that starts it asks over the channel. Started with tsx.
import { cached } from '@/lib/cache'

export type CacheRequest = {
  id: number
  key: string
  readers: number
  ttl: number
  swr: number
  loadMs: number
  fails: boolean
}
export type CacheAnswer = {
  id: number
  loads: number
  answered: number
  failed: number
  slowestMs: number
  values: string[]
}

async function read({ id, key, readers, ttl, swr, loadMs, fails }: CacheRequest): Promise<CacheAnswer> {
  let loads = 0
  const load = async () => {
    loads += 1
    await new Promise((resolve) => setTimeout(resolve, loadMs))
    if (fails) throw new Error('the source is down')
    return `${process.pid}-${performance.now()}`
  }
  const reads = await Promise.all(
    Array.from({ length: readers }, async () => {
      const started = performance.now()
      const value = await cached(key, { ttl, swr, tags: [key] }, load).catch(() => null)
      return { value, ms: performance.now() - started }
    }),
  )
  // A reload behind a stale answer is still under way.
  await new Promise((resolve) => setTimeout(resolve, loadMs + 200))
  const values = reads.flatMap(({ value }) => (value === null ? [] : [value]))
  return {
    id,
    loads,
    answered: values.length,
    failed: readers - values.length,
    slowestMs: Math.max(0, ...reads.map(({ ms }) => ms)),
    values: [...new Set(values)],
  }
}

process.on('message', (request: CacheRequest) => void read(request).then((answer) => process.send?.(answer)))
process.once('disconnect', () => process.exit())
process.send?.({ id: 0 })

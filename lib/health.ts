import 'server-only'
// Whether this process may get traffic. Says what is down and nothing about it: no versions, hosts or errors.
import { pingDatabase } from '@/lib/db'
import { pingRedis, redisMode } from '@/lib/redis'
import { singleton } from '@/lib/singleton'

const CACHED_MS = 1_000

export type Readiness = {
  status: 'ready' | 'degraded' | 'unavailable' | 'stopping'
  database: 'up' | 'down'
  redis: 'up' | 'down' | 'none'
}

/** Shared by scripts/lib/serving/stop.mjs: whether this process was told to stop, and what the app then does last. */
type Stop = { asked: boolean; finish: (until: number) => Promise<void> }

/** Undefined where the process is not ours to end: in development, on Vercel and in tests. */
export const orderlyStop = () => (globalThis as { __footholdStop?: Stop }).__footholdStop

async function check(): Promise<Readiness> {
  const [database, redis] = await Promise.all([
    pingDatabase().then(
      () => 'up' as const,
      () => 'down' as const,
    ),
    redisMode() === 'none' ? ('none' as const) : pingRedis().then((up) => (up ? ('up' as const) : ('down' as const))),
  ])
  const status = database === 'down' ? 'unavailable' : redis === 'down' ? 'degraded' : 'ready'
  return { status, database, redis }
}

type Last = { at: number; running: Promise<Readiness> | undefined }

/** Asked once a second however many probes come. */
export async function readiness(): Promise<Readiness> {
  const last = singleton('health', (): Last => ({ at: -Infinity, running: undefined }))
  if (!last.running || performance.now() - last.at > CACHED_MS) {
    last.at = performance.now()
    last.running = check()
  }
  const now = await last.running
  return orderlyStop()?.asked ? { ...now, status: 'stopping' } : now
}

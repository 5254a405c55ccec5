import 'server-only'
// What /api/metrics tells. Each room counts for itself under a name from here; labels come from closed sets, never from input.
import { Counter, Gauge, Histogram, Registry, collectDefaultMetrics } from 'prom-client'
import { singleton } from '@/lib/singleton'

const registry = () => singleton('metrics', () => new Registry())

/** Begins to watch the process itself: memory, event loop, garbage. */
export function watchProcess(): void {
  singleton('metrics.process', () => collectDefaultMetrics({ register: registry() }))
}

const requestDuration = () =>
  singleton(
    'metrics.requests',
    () =>
      new Histogram({
        name: 'http_request_duration_seconds',
        help: 'Answered requests by method, documented path and status.',
        labelNames: ['method', 'path', 'status'],
        buckets: [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5],
        registers: [registry()],
      }),
  )

const counter = (name: string, help: string, labelNames: string[]) =>
  singleton(`metrics.${name}`, () => new Counter({ name, help, labelNames, registers: [registry()] }))

/** Counts one answered request under its documented path, never under the address itself. */
export function recordRequest(path: string, method: string, status: number, durationMs: number): void {
  requestDuration().observe({ method, path, status }, durationMs / 1_000)
}

export type CacheResult = 'memory_hit' | 'redis_hit' | 'stale' | 'load' | 'load_error'
export function countCache(result: CacheResult): void {
  counter('cache_results_total', 'How the cache answered.', ['result']).inc({ result })
}

export function countRateLimit(policy: string, store: 'redis' | 'memory', allowed: boolean): void {
  const outcome = allowed ? 'allowed' : 'refused'
  counter('rate_limit_checks_total', 'Checks by policy, store and outcome.', ['policy', 'store', 'outcome']).inc({
    policy,
    store,
    outcome,
  })
}

/** Counts what costs most and what guessing has to get through: a password hashed to be stored or to be compared. */
export function countPasswordHash(purpose: 'store' | 'compare'): void {
  counter('password_hashes_total', 'Passwords hashed, by purpose.', ['purpose']).inc({ purpose })
}

/** A figure that is read when it is asked for. */
export function gauge(name: string, help: string, read: () => number): void {
  singleton(
    `metrics.${name}`,
    () =>
      new Gauge({
        name,
        help,
        registers: [registry()],
        collect() {
          this.set(read())
        },
      }),
  )
}

/** The number that a labelled counter stands at; for tests and for nothing else. */
export async function cacheCount(result: CacheResult): Promise<number> {
  const { values } = await counter('cache_results_total', 'How the cache answered.', ['result']).get()
  return values.find(({ labels }) => labels.result === result)?.value ?? 0
}

/** Prometheus text format. */
export async function metricsText(): Promise<{ contentType: string; text: string }> {
  return { contentType: registry().contentType, text: await registry().metrics() }
}

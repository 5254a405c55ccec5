import 'server-only'
// What the outside is told of the app: errors to Sentry (only with a DSN), request counts and durations to /api/metrics.
import { env } from '@/lib/env'
import { log } from '@/lib/logger'
import { requestContext } from '@/lib/request-context'
import { singleton } from '@/lib/singleton'

type Histogram = { count: number; sumMs: number; buckets: number[] }
export const BUCKETS_MS = [5, 10, 25, 50, 100, 250, 500, 1_000, 2_500]

export const requestHistograms = () => singleton('monitoring.requests', () => new Map<string, Histogram>())

/** Counts one answered request under its documented path, never under the address itself. */
export function recordRequest(path: string, method: string, status: number, durationMs: number): void {
  const key = `${method} ${path} ${status}`
  const all = requestHistograms()
  const histogram = all.get(key) ?? { count: 0, sumMs: 0, buckets: BUCKETS_MS.map(() => 0) }
  all.set(key, histogram)
  histogram.count += 1
  histogram.sumMs += durationMs
  BUCKETS_MS.forEach((bound, index) => {
    if (durationMs <= bound) histogram.buckets[index] = (histogram.buckets[index] ?? 0) + 1
  })
}

/** Logs a surprise once, and hands it to Sentry where a DSN is set. Never throws. */
export function trackError(error: unknown, fields: Record<string, unknown> = {}): void {
  const requestId = fields.requestId ?? requestContext()?.requestId
  log.error('unexpected_error', { ...fields, requestId, error })
  if (!env().SENTRY_DSN) return
  void import('@sentry/nextjs').then(({ captureException }) =>
    captureException(error, { tags: { requestId: String(requestId ?? '') } }),
  )
}

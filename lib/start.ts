import 'server-only'
// What a process does once before its first request, and once more when it is told to stop.
import { verifyDatabaseTimeZone, isDatabaseUnavailable } from '@/lib/db'
import { env, EnvironmentError } from '@/lib/env'
import { log } from '@/lib/logger'
import { mailMode } from '@/lib/mailer'
import { pingRedis, redisMode } from '@/lib/redis'
import { singleton } from '@/lib/singleton'

async function initSentry(dsn: string): Promise<void> {
  const Sentry = await import('@sentry/nextjs')
  Sentry.init({ dsn, environment: env().VERCEL_ENV ?? env().NODE_ENV, tracesSampleRate: 0.05 })
}

/** Refuses a bad environment in one message. A database that does not answer yet is no reason to die: readiness says so. */
export async function startApp(): Promise<void> {
  try {
    env()
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(1)
  }
  const { NODE_ENV, TRUSTED_PROXY, VERCEL, SENTRY_DSN, FOOTHOLD_EMBEDDED } = env()
  if (SENTRY_DSN) await initSentry(SENTRY_DSN)
  try {
    await verifyDatabaseTimeZone()
  } catch (error) {
    if (!isDatabaseUnavailable(error)) throw error
    log.warn('database_unavailable_at_start', { error: error instanceof Error ? error.message : String(error) })
  }
  // The first request finds the connection open.
  await pingRedis()
  if (NODE_ENV === 'production' && !FOOTHOLD_EMBEDDED && TRUSTED_PROXY === undefined && !VERCEL) {
    log.warn('trusted_proxy_not_set', {
      hint: 'Limits count by the address that connects. Behind a proxy set TRUSTED_PROXY to its number of hops.',
    })
  }
  log.info('app_started', { redis: redisMode(), mail: mailMode() })
  singleton('start.signals', flushOnStop)
}

/** Counted reads are written before the process goes. */
function flushOnStop(): true {
  const flush = () => void import('@/lib/stats/view-counter').then(({ flushViews }) => flushViews())
  process.once('SIGTERM', flush)
  process.once('SIGINT', flush)
  return true
}

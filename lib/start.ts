import 'server-only'
// What a process does once before its first request, and once more when it is told to stop.
import { format } from 'node:util'
import { closeDatabase, isDatabaseUnavailable, verifyDatabaseTimeZone } from '@/lib/db'
import { withDeadline } from '@/lib/deadline'
import { env, EnvironmentError } from '@/lib/env'
import { answersFinished } from '@/lib/framework'
import { orderlyStop } from '@/lib/health'
import { log } from '@/lib/logger'
import { mailMode } from '@/lib/mailer'
import { watchProcess } from '@/lib/metrics'
import { closeRedis, pingRedis, redisMode } from '@/lib/redis'
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
  if (env().NODE_ENV === 'production') logConsole()
  const { NODE_ENV, TRUSTED_PROXY, VERCEL, SENTRY_DSN, METRICS_TOKEN, FOOTHOLD_EMBEDDED } = env()
  if (SENTRY_DSN) await initSentry(SENTRY_DSN)
  if (METRICS_TOKEN) watchProcess()
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
  if (NODE_ENV === 'production' && !FOOTHOLD_EMBEDDED && mailMode() === 'none') {
    log.warn('mail_not_set', { hint: 'Sign-up and reset are closed. Set SMTP_URL or RESEND_API_KEY, and MAIL_FROM.' })
  }
  log.info('app_started', { redis: redisMode(), mail: mailMode() })
  const stop = orderlyStop()
  if (stop) stop.finish = finishWork
  else singleton('start.signals', flushOnStop)
}

/**
 * Libraries that write to the console themselves get a line of ours: a log is one JSON object a line, whoever speaks. What
 * nobody caught ends no process, and Next says it twice; an error is one line.
 */
function logConsole(): void {
  const said = new WeakSet<Error>()
  const repeated = (args: unknown[]) => {
    const error = args.find((arg) => arg instanceof Error)
    const known = error !== undefined && said.has(error)
    if (error) said.add(error)
    return known
  }
  Object.assign(console, {
    error: (...args: unknown[]) => repeated(args) || log.error('console_error', { message: format(...args) }),
    warn: (...args: unknown[]) => log.warn('console_warn', { message: format(...args) }),
  })
}

const STOP_MS = 3_000
/** What the counted reads and the pools need of the time that is left. */
const CLOSING_MS = 1_500

const flushViews = () => import('@/lib/stats/view-counter').then((counter) => counter.flushViews())

/** The last that a process does, its connections being closed: what was put off until after an answer, then the counted reads. */
async function finishWork(until: number): Promise<void> {
  const left = await answersFinished(until - CLOSING_MS)
  if (left > 0) log.warn('work_left_at_stop', { count: left })
  const closed = flushViews()
    .then(() => closeDatabase())
    .then(closeRedis)
  await withDeadline(closed, until - performance.now(), 'The database does not answer').catch((error: unknown) =>
    log.warn('stop_incomplete', { error: String(error) }),
  )
}

/** In development Next exits once its sockets are closed; counted reads have until then and a little longer to be written. */
function flushOnStop(): true {
  const exit = process.exit.bind(process)
  const stop = () => {
    const written = Promise.race([flushViews(), new Promise((resolve) => setTimeout(resolve, STOP_MS))])
    process.exit = ((code?: number) => void written.finally(() => exit(code))) as typeof process.exit
  }
  process.once('SIGTERM', stop)
  process.once('SIGINT', stop)
  return true
}

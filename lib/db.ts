import 'server-only'
// The one Prisma client: a bounded pool with deadlines on both sides, UTC, and a log of slow queries.
// Not for business rules: only queries, mutations and the few files that ARCHITECTURE names may import it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { PrismaPg } from '@prisma/adapter-pg'
import pg from 'pg'
import { withDeadline } from '@/lib/deadline'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { atMostEvery, log } from '@/lib/logger'
import { gauge } from '@/lib/metrics'
import { trackError } from '@/lib/monitoring'
import { singleton } from '@/lib/singleton'
import { type Prisma, PrismaClient } from '@/prisma/generated/client'

const CONNECT_TIMEOUT_MS = 1_000
/** Kept by the client: a frozen server cannot time anything out. */
const QUERY_TIMEOUT_MS = 2_000
/** In development a page compiles between a question and its answer, and the clock of the client runs on. */
const patience = () => (env().NODE_ENV === 'development' ? 10 : 1)
const SLOW_QUERY_MS = 500
const POOL_MAX = { longRunning: 10, serverless: 3 }
const MAX_WAITERS_PER_CONNECTION = 10

/** Sent on each new connection and never as startup parameters, which transaction poolers refuse. */
const SESSION_SETTINGS = [
  "set timezone = 'UTC'",
  'set statement_timeout = 1500',
  'set lock_timeout = 1000',
  'set idle_in_transaction_session_timeout = 5000',
].join('; ')

export type Transaction = Prisma.TransactionClient

/**
 * A query that ran out of time is still under way on its connection, and so is its transaction: the connection is cut, or
 * the pool would lend it to the next one, who would wait behind it and then write into somebody else's transaction.
 */
function cutAfterTimeout(client: pg.PoolClient): void {
  const query = client.query.bind(client) as (...args: unknown[]) => unknown
  const { stream } = (client as unknown as { connection: { stream: { destroy: () => void } } }).connection
  const guarded = (...args: unknown[]): unknown => {
    const answer = query(...args)
    if (answer instanceof Promise)
      answer.catch((error: unknown) => {
        if (error instanceof Error && error.message === 'Query read timeout') stream.destroy()
      })
    return answer
  }
  client.query = guarded as typeof client.query
}

function createPool(): pg.Pool {
  const { DATABASE_URL, DATABASE_POOL_MAX, VERCEL } = env()
  // With an unpooled address beside it, DATABASE_URL is a pooler: settings live on the role (db:migrate puts them there).
  const pooled = Boolean(env().DATABASE_URL_UNPOOLED)
  const pool = new pg.Pool({
    connectionString: DATABASE_URL,
    max: DATABASE_POOL_MAX ?? (VERCEL ? POOL_MAX.serverless : POOL_MAX.longRunning),
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS * patience(),
    query_timeout: QUERY_TIMEOUT_MS * patience(),
    idleTimeoutMillis: 30_000,
    keepAlive: true,
    ...(pooled ? {} : { onConnect: async (client: pg.ClientBase) => void (await client.query(SESSION_SETTINGS)) }),
  })
  const lost = atMostEvery(1_000, 'warn', 'database_connection_lost')
  pool.on('error', (error) => lost({ error: error.message }))
  pool.on('connect', cutAfterTimeout)
  gauge('database_pool_connections', 'Open connections of this process.', () => pool.totalCount)
  gauge('database_pool_idle', 'Open connections that nobody uses.', () => pool.idleCount)
  gauge('database_pool_waiting', 'Queries that wait for a connection.', () => pool.waitingCount)
  // There a process sleeps between requests: what is idle is closed before, so that no connection outlives it unseen.
  if (VERCEL)
    void import('@vercel/functions/db-connections').then((vercel) => vercel.attachDatabasePool(pool), trackError)
  return pool
}

export const pool = (): pg.Pool => singleton('db.pool', createPool)

function warnIfSlow(durationMs: number, query: string): void {
  if (durationMs >= SLOW_QUERY_MS) log.warn('database_slow_query', { durationMs: Math.round(durationMs), query })
}

function createClient() {
  const client = new PrismaClient({
    adapter: new PrismaPg(pool()),
    transactionOptions: { maxWait: CONNECT_TIMEOUT_MS * patience(), timeout: 5_000 * patience() },
    log: [{ emit: 'event', level: 'query' }],
  })
  client.$on('query', ({ duration, query }) => warnIfSlow(duration, query))
  return client
}

/** Throws `unavailable` at once while the pool's queue is full, so that a frozen database fills no memory. */
function assertRoomInQueue(): void {
  if (pool().waitingCount < (pool().options.max ?? POOL_MAX.longRunning) * MAX_WAITERS_PER_CONNECTION) return
  throw new AppError('unavailable', 'The database is busy. Try again in a moment.', { headers: { 'Retry-After': '1' } })
}

/** The client. Throws `unavailable` while too many wait for the database. */
export function db(): PrismaClient {
  assertRoomInQueue()
  return singleton('db.client', createClient) as PrismaClient
}

/**
 * The rows of a read that stands before every signed-in answer: past the client, whose work would come on top each time.
 * `$1` in `sql` is the first of `values`. Same pool, deadlines and refusal; it takes no part in a transaction.
 */
export async function hotRead(sql: string, values: readonly string[]): Promise<unknown[]> {
  assertRoomInQueue()
  const started = performance.now()
  const { rows } = await pool().query<Record<string, unknown>>(sql, [...values])
  warnIfSlow(performance.now() - started, sql)
  return rows
}

const RETRYABLE = new Set(['P2034', '40001', '40P01'])
const MAX_RETRIES = 3

/** The SQLSTATE or Prisma code of a database error, wherever the layers above left it. */
export function databaseCode(error: unknown): string | undefined {
  if (error === null || typeof error !== 'object') return undefined
  const { code, meta, cause } = error as {
    code?: unknown
    meta?: { code?: unknown; driverAdapterError?: unknown }
    cause?: unknown
  }
  const inner = databaseCode(meta?.driverAdapterError) ?? databaseCode(cause)
  const own = (cause as { originalCode?: unknown } | undefined)?.originalCode ?? meta?.code ?? code
  return inner ?? (typeof own === 'string' ? own : undefined)
}

export const isUniqueViolation = (error: unknown): boolean =>
  (error as { code?: unknown } | null)?.code === 'P2002' || databaseCode(error) === '23505'

/** Whether the database asks for the same once more: a serialization failure or a deadlock. */
export const isRetryable = (error: unknown): boolean =>
  RETRYABLE.has((error as { code?: string } | null)?.code ?? '') || RETRYABLE.has(databaseCode(error) ?? '')

async function retried<Result>(work: () => Promise<Result>): Promise<Result> {
  for (let attempt = 0; ; attempt += 1) {
    try {
      return await work()
    } catch (error) {
      if (!isRetryable(error)) throw error
      if (attempt >= MAX_RETRIES)
        throw new AppError('conflict', 'Others changed the same thing. Try again.', { cause: error })
      await new Promise((resolve) => setTimeout(resolve, 2 ** attempt * 20 * (0.5 + Math.random())))
    }
  }
}

type Work = () => Promise<unknown>
type Open = { tx: Transaction; afterwards: Work[] }
const open = () => singleton('db.open-transaction', () => new AsyncLocalStorage<Open>())

/** Joins the transaction under way: a savepoint, so that what fails in it undoes itself alone. */
async function joined<Result>({ tx, afterwards }: Open, work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const before = afterwards.length
  try {
    return await tx.$transaction((inner) => open().run({ tx: inner, afterwards }, () => work(inner)))
  } catch (error) {
    afterwards.splice(before)
    throw error
  }
}

/**
 * Runs `work` in one transaction; serialization failures and deadlocks are tried again, at most three times. Inside another
 * one it joins that, and the outermost alone tries again. Two at once inside the same one would undo each other's savepoints.
 */
export async function transact<Result>(work: (tx: Transaction) => Promise<Result>): Promise<Result> {
  const outer = open().getStore()
  if (outer) return joined(outer, work)
  const afterwards: Work[] = []
  const result = await retried(() => {
    afterwards.splice(0)
    return db().$transaction((tx) => open().run({ tx, afterwards }, () => work(tx)))
  })
  // What is committed has happened: what fails from here on is ours to know, and no reason to say otherwise.
  for (const each of afterwards) await each().catch(trackError)
  return result
}

/** Does what must see the write committed, such as dropping caches: at once, or after the commit of the transaction under way. */
export async function afterCommit(work: Work): Promise<void> {
  const outer = open().getStore()
  if (outer) outer.afterwards.push(work)
  else await work()
}

const PURGED = ['idempotency_keys', 'verifications', 'sessions'] as const
const PURGE_BATCH = 500

/** Deletes a batch of the rows of each kind that have expired, and tells how many it deleted. */
export async function purgeExpired(): Promise<number> {
  let purged = 0
  for (const table of PURGED) {
    purged += await db().$executeRawUnsafe(
      `delete from ${table} where id in (select id from ${table} where expires_at <= now() limit ${PURGE_BATCH} for update skip locked)`,
    )
  }
  return purged
}

const CONNECTION_CODES = new Set([
  'ECONNREFUSED',
  'ECONNRESET',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EPIPE',
  '57P01',
  '57P03',
  '53300',
  'P1001',
  'P1002',
  'P1008',
  'P1017',
  'P2024',
  'P2028',
  '57014',
  '55P03',
])
const CONNECTION_WORDS =
  /can't reach|timeout|terminated|closed the connection|starting up|Connection ended|not queryable/i

/** Whether the database could not answer, as opposed to answering with an error. */
export function isDatabaseUnavailable(error: unknown): boolean {
  if (!(error instanceof Error)) return false
  if (CONNECTION_CODES.has(databaseCode(error) ?? '')) return true
  const fromDatabase =
    error.constructor.name.startsWith('Prisma') ||
    error.name === 'DriverAdapterError' ||
    error instanceof pg.DatabaseError ||
    'client' in error
  return (
    (fromDatabase && CONNECTION_WORDS.test(error.message)) ||
    /^Query read timeout$|^timeout exceeded when trying to connect$|^Connection terminated|not queryable$/.test(
      error.message,
    )
  )
}

/** One round trip. Throws when the database does not answer within `deadlineMs`. */
export async function pingDatabase(deadlineMs = 800): Promise<void> {
  await withDeadline(pool().query('select 1'), deadlineMs, 'The database did not answer in time')
}

/** Throws when instants would be written in another zone than UTC. */
export async function verifyDatabaseTimeZone(): Promise<void> {
  const { rows } = await pool().query<{ TimeZone: string }>('show timezone')
  const zone = rows[0]?.TimeZone
  if (zone !== 'UTC')
    throw new Error(
      `The database connection runs in ${zone}, not in UTC. Run \`npm run db:migrate\` with DATABASE_URL_UNPOOLED set.`,
    )
}

export async function closeDatabase(): Promise<void> {
  await singleton('db.client', createClient).$disconnect()
  await pool().end()
}

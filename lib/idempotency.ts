import 'server-only'
// Answers once to an Idempotency-Key. The key's lock, the write and the stored answer share one transaction: after a crash
// either all of it is there or nothing, and whoever repeats the request meanwhile is told that it is under way.
import * as z from 'zod'
import { transact, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { trackError } from '@/lib/monitoring'

const KEEP_MS = 24 * 3600_000
const KEY = /^[\x21-\x7e]{1,255}$/

/** An answer as it is stored: without cookies, and without the headers of its own passage. */
export type StoredAnswer = { status: number; headers: Record<string, string>; body: string | null }

export type KeyedRequest = {
  /** `user:<id>` or `key:<id>`: nobody meets another's keys. */
  identity: string
  key: string
  operation: string
  requestHash: string
  /** Its answer holds what must not be stored. */
  secret: boolean
}

const storedHeaders = z.record(z.string(), z.string())

/** The `Idempotency-Key` of a request. Throws 400 for one that is not 1 to 255 visible ASCII characters. */
export function idempotencyKey(headers: Headers): string | undefined {
  const key = headers.get('idempotency-key')
  if (key === null) return undefined
  if (!KEY.test(key)) throw new AppError('bad-request', 'An Idempotency-Key has 1 to 255 visible ASCII characters.')
  return key
}

async function isLocked(tx: Transaction, { identity, key }: KeyedRequest): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ locked: boolean }[]>`
    select pg_try_advisory_xact_lock(hashtextextended(${`idempotency ${identity} ${key}`}, 0)) as locked`
  return row?.locked === true
}

async function find(tx: Transaction, { identity, key, ...request }: KeyedRequest): Promise<StoredAnswer | undefined> {
  const row = await tx.idempotencyKey.findFirst({
    where: { identity, key, expiresAt: { gt: new Date() } },
    select: { operation: true, requestHash: true, status: true, headers: true, body: true },
  })
  if (!row) return undefined
  if (row.operation !== request.operation || row.requestHash !== request.requestHash)
    throw new AppError('idempotency-key-reused', 'Use a new key for a new request, and the same body for the same key.')
  const headers = { ...storedHeaders.parse(row.headers), 'Idempotency-Replayed': 'true' }
  if (request.secret && row.status < 400) {
    const made = storedHeaders.parse(row.headers).Location ?? 'what was asked for'
    throw new AppError('conflict', `This was done already and made ${made}; its answer is not kept.`, { headers })
  }
  return { status: row.status, headers, body: row.body }
}

async function store(tx: Transaction, request: KeyedRequest, { status, headers, body }: StoredAnswer): Promise<void> {
  const { identity, key, operation, requestHash, secret } = request
  const kept =
    secret && status < 400
      ? { headers: headers.Location ? { Location: headers.Location } : {}, body: null }
      : { headers, body }
  const data = { operation, requestHash, status, ...kept, expiresAt: new Date(Date.now() + KEEP_MS) }
  await tx.idempotencyKey.upsert({
    where: { identity_key: { identity, key } },
    create: { identity, key, ...data },
    update: data,
    select: { id: true },
  })
}

/** Keeps what a request was refused with: its own transaction undid everything, this one included. */
async function storeRefusal(request: KeyedRequest, refusal: StoredAnswer): Promise<void> {
  await transact(async (tx) => {
    if ((await isLocked(tx, request)) && !(await find(tx, request))) await store(tx, request, refusal)
  })
}

/**
 * Acts once for a key and answers the same to whoever repeats the request. Throws 409 while another one acts and 422 when
 * the key belongs to another request. `asRefusal` says which failures are answers, to be kept; the others may be tried again.
 */
export async function answerOnce(
  request: KeyedRequest,
  act: () => Promise<StoredAnswer>,
  asRefusal: (error: unknown) => StoredAnswer | undefined,
): Promise<StoredAnswer> {
  let acted = false
  try {
    return await transact(async (tx) => {
      acted = false
      if (!(await isLocked(tx, request)))
        throw new AppError('idempotency-running', 'Wait for its answer, or ask again in a moment.', {
          headers: { 'Retry-After': '1' },
        })
      const stored = await find(tx, request)
      if (stored) return stored
      acted = true
      const answer = await act()
      await store(tx, request, answer)
      return answer
    })
  } catch (error) {
    const refusal = acted ? asRefusal(error) : undefined
    if (refusal) await storeRefusal(request, refusal).catch(trackError)
    throw error
  }
}

import 'server-only'
// Named limits over @upstash/ratelimit's sliding window, and the same rule in memory while Redis is absent or failing: it
// never fails open. What it promises: exactly N from an empty window, at most 2N in any window.
import { Ratelimit } from '@upstash/ratelimit'
import { LRUCache } from 'lru-cache'
import { env, type Rate } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { countRateLimit } from '@/lib/metrics'
import type { PolicyName } from '@/lib/operation'
import { redis } from '@/lib/redis'
import { singleton } from '@/lib/singleton'

export type RateLimitResult = {
  policy: PolicyName
  allowed: boolean
  limit: number
  remaining: number
  windowSeconds: number
  /** Seconds until the current window ends. */
  resetSeconds: number
  /** Seconds until a request passes again; 0 when this one did. */
  retryAfterSeconds: number
}

type Counts = { window: number; current: number; previous: number }

const KEYS_MAX = 100_000
const PREFIX = 'limit'

const policyRate = (policy: PolicyName): Rate =>
  env()[`RATE_LIMIT_${policy.toUpperCase() as Uppercase<PolicyName>}` as const]

const memory = () => singleton('rate-limit.memory', () => new LRUCache<string, Counts>({ max: KEYS_MAX }))

function limiter(policy: PolicyName, { limit, windowMs }: Rate): Ratelimit | null {
  const client = redis()
  if (!client) return null
  return singleton(
    `rate-limit.${policy}`,
    () =>
      new Ratelimit({
        redis: client,
        limiter: Ratelimit.slidingWindow(limit, `${windowMs} ms`),
        prefix: `${PREFIX}:${policy}`,
        // Its answer to a timeout is "allowed"; redis.ts has a deadline of its own and throws long before this one.
        timeout: 60_000,
        ephemeralCache: false,
        analytics: false,
      }),
  )
}

/**
 * Milliseconds from `now` until the sliding window lets one request pass: `previous` weighs less and less, and a window
 * that is full itself first has to end.
 */
export function msUntilAllowed(
  { current, previous }: Pick<Counts, 'current' | 'previous'>,
  { limit, windowMs }: Rate,
  now: number,
): number {
  const elapsed = now % windowMs
  // Whole numbers are multiplied before they are divided: a rounded fraction would be a millisecond early.
  if (current >= limit) return windowMs - elapsed + 1 + Math.floor((windowMs * (current - limit)) / current)
  const excess = previous - (limit - current)
  const allowedFrom = previous === 0 ? 0 : (windowMs * excess) / previous
  return Math.max(0, Math.floor(allowedFrom) + 1 - elapsed)
}

/** The counts of a key as of this window. */
function countsInMemory(key: string, window: number): Counts {
  const counts = memory().get(key)
  if (counts?.window === window) return counts
  const moved = { window, current: 0, previous: counts?.window === window - 1 ? counts.current : 0 }
  memory().set(key, moved)
  return moved
}

function add(counts: Counts, amount: number): void {
  counts.current = Math.max(0, counts.current + amount)
}

function takeInMemory(key: string, rate: Rate, amount: number, now: number) {
  const counts = countsInMemory(key, Math.floor(now / rate.windowMs))
  const weighted = Math.floor((1 - (now % rate.windowMs) / rate.windowMs) * counts.previous)
  const allowed = amount < 0 || weighted + counts.current < rate.limit
  if (allowed) add(counts, amount)
  return { allowed, remaining: Math.max(0, rate.limit - weighted - counts.current), counts }
}

async function countsInRedis(policy: PolicyName, key: string, { windowMs }: Rate, now: number): Promise<Counts> {
  const window = Math.floor(now / windowMs)
  const names = [window, window - 1].map((each) => `${PREFIX}:${policy}:${key}:${each}`)
  const counts = await redis()?.mget<(number | string | null)[]>(...names)
  return { window, current: Number(counts?.[0] ?? 0), previous: Number(counts?.[1] ?? 0) }
}

type Taken = { allowed: boolean; remaining: number; rate: Rate; counts: () => Promise<Counts> }

async function take(policy: PolicyName, key: string, rate: Rate, amount: number, now: number): Promise<Taken> {
  try {
    const answer = await limiter(policy, rate)?.limit(key, { rate: amount })
    if (answer && answer.reason !== 'timeout') {
      countRateLimit(policy, 'redis', answer.success)
      // Remembered here too, so that a Redis that goes away in the middle of a window gives nobody a second one.
      if (answer.success) add(countsInMemory(`${policy}:${key}`, Math.floor(now / rate.windowMs)), amount)
      return {
        allowed: answer.success,
        remaining: answer.remaining,
        rate,
        counts: () => countsInRedis(policy, key, rate, now),
      }
    }
  } catch {
    // Redis is away: this process counts for itself.
  }
  const share = { ...rate, limit: Math.max(1, Math.floor(rate.limit / env().APP_INSTANCES)) }
  const { allowed, remaining, counts } = takeInMemory(`${policy}:${key}`, share, amount, now)
  countRateLimit(policy, 'memory', allowed)
  return { allowed, remaining, rate: share, counts: async () => counts }
}

/** Counts one request of `key` (a user, an API key, a client address) against a policy. Never throws for want of Redis. */
export async function checkRateLimit(policy: PolicyName, key: string): Promise<RateLimitResult> {
  const now = Date.now()
  const { allowed, remaining, rate, counts } = await take(policy, key, policyRate(policy), 1, now)
  const known = () => counts().catch(() => ({ current: rate.limit, previous: 0 }))
  const wait = allowed ? 0 : msUntilAllowed(await known(), rate, now)
  return {
    policy,
    allowed,
    limit: rate.limit,
    remaining,
    windowSeconds: rate.windowMs / 1000,
    resetSeconds: Math.ceil((rate.windowMs - (now % rate.windowMs)) / 1000),
    retryAfterSeconds: Math.ceil(wait / 1000),
  }
}

/** Gives one request back: a password that was right costs nothing. */
export async function refundRateLimit(policy: PolicyName, key: string): Promise<void> {
  await take(policy, key, policyRate(policy), -1, Date.now())
}

/** The IETF RateLimit fields (draft-10) of the checks a request passed; the tightest speaks in `RateLimit`. */
export function rateLimitHeaders(results: readonly RateLimitResult[]): Record<string, string> {
  const tightest = [...results].sort((one, other) => one.remaining - other.remaining)[0]
  if (!tightest) return {}
  return {
    'RateLimit-Policy': results
      .map(({ policy, limit, windowSeconds }) => `"${policy}";q=${limit};w=${windowSeconds}`)
      .join(', '),
    RateLimit: `"${tightest.policy}";r=${tightest.remaining};t=${tightest.resetSeconds}`,
  }
}

/** Throws 429 with `Retry-After` when a check failed. */
export function assertWithinLimit(result: RateLimitResult): void {
  if (result.allowed) return
  const seconds = Math.max(1, result.retryAfterSeconds)
  throw new AppError('too-many-requests', `Try again in ${seconds} ${seconds === 1 ? 'second' : 'seconds'}.`, {
    headers: { 'Retry-After': String(seconds) },
  })
}

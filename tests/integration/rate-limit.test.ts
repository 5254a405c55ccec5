import { describe, expect, test } from 'vitest'
import { checkRateLimit, msUntilAllowed, rateLimitHeaders, refundRateLimit } from '@/lib/rate-limit'

const WINDOW = { limit: 10, windowMs: 1_000 }
/** The rule itself, as the limiter and Redis apply it. */
const passes = (current: number, previous: number, at: number) =>
  Math.floor((1 - (at % 1_000) / 1_000) * previous) + current < WINDOW.limit

describe('the limiter in memory', () => {
  test('a hundred at once from an empty window: exactly the limit passes', async () => {
    const results = await Promise.all(Array.from({ length: 200 }, () => checkRateLimit('anonymous', 'address:burst')))
    expect(results.filter(({ allowed }) => allowed)).toHaveLength(120)
    expect(results.filter(({ allowed, retryAfterSeconds }) => !allowed && retryAfterSeconds < 1)).toEqual([])
  })

  test('one key never pays for another', async () => {
    for (let request = 0; request < 130; request += 1) await checkRateLimit('anonymous', 'address:loud')
    expect((await checkRateLimit('anonymous', 'address:loud')).allowed).toBe(false)
    expect((await checkRateLimit('anonymous', 'address:quiet')).allowed).toBe(true)
    expect((await checkRateLimit('user', 'address:loud')).allowed).toBe(true)
  })

  test('what is given back can be taken again', async () => {
    for (let request = 0; request < 5; request += 1) await checkRateLimit('password', 'account:one')
    await refundRateLimit('password', 'account:one')
    expect((await checkRateLimit('password', 'account:one')).allowed).toBe(true)
    expect((await checkRateLimit('password', 'account:one')).allowed).toBe(false)
  })

  test('Retry-After is the first moment at which a request passes, to the millisecond', () => {
    for (let current = 0; current <= 12; current += 1) {
      for (let previous = 0; previous <= 20; previous += 1) {
        for (const elapsed of [0, 1, 333, 500, 999]) {
          if (passes(current, previous, elapsed)) continue
          const wait = msUntilAllowed({ current, previous }, WINDOW, elapsed)
          const at = elapsed + wait
          const after = at < 1_000 ? passes(current, previous, at) : passes(0, current, at - 1_000)
          // The rule itself is computed with fractions, which may round a millisecond in the caller's favour.
          const early = at - 2
          const before =
            early < elapsed
              ? false
              : early < 1_000
                ? passes(current, previous, early)
                : passes(0, current, early - 1_000)
          expect({ current, previous, elapsed, after, before }).toEqual({
            current,
            previous,
            elapsed,
            after: true,
            before: false,
          })
        }
      }
    }
  })

  test('the headers name every policy and speak of the tightest', async () => {
    const loose = await checkRateLimit('user', 'user:headers')
    const tight = await checkRateLimit('write', 'user:headers')
    const headers = rateLimitHeaders([loose, tight])
    expect(headers['RateLimit-Policy']).toBe('"user";q=120;w=60, "write";q=60;w=60')
    expect(headers.RateLimit).toMatch(/^"write";r=59;t=\d+$/)
  })
})

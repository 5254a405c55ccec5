import { beforeEach, describe, expect, test, vi } from 'vitest'
import { GET as nothing, POST as postNothing } from '@/app/api/[...path]/route'
import { GET as live } from '@/app/api/health/live/route'
import { GET as getPost } from '@/app/api/v1/posts/[postId]/route'
import * as posts from '@/app/api/v1/posts/route'
import { POST as signUp } from '@/app/api/v1/sign-up/route'
import { corsHeaders } from '@/lib/cors'
import { parseEnv } from '@/lib/env'
import type { Problem } from '@/lib/http-schema'
import { addressKey, BODY_MAX_BYTES, clientAddress, isSameOrigin, readJson } from '@/lib/request'
import { statsQuery } from '@/lib/stats/schema'
import { call } from '../support/people'

beforeEach(() => {
  Object.assign(globalThis, { __footholdPreload: true })
})

describe('the client address', () => {
  test('only the header that our own server writes is believed', () => {
    expect(clientAddress(new Headers({ 'x-forwarded-for': '1.2.3.4', 'x-real-ip': '1.2.3.4' }))).toBeNull()
    expect(clientAddress(new Headers({ 'x-foothold-client-address': '::ffff:192.0.2.7' }))).toBe('192.0.2.7')
    expect(clientAddress(new Headers({ 'x-foothold-client-address': 'nonsense' }))).toBeNull()
  })

  test('without the preload nobody writes it, so it is the client’s word and means nothing', () => {
    Object.assign(globalThis, { __footholdPreload: false })
    expect(clientAddress(new Headers({ 'x-foothold-client-address': '192.0.2.7' }))).toBeNull()
  })

  test('limits count an IPv6 household as one, and unknown addresses together', () => {
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe(addressKey('2001:0db8:0001:0002::1'))
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'))
    expect(addressKey('192.0.2.1')).not.toBe(addressKey('192.0.2.2'))
    expect(addressKey('::1')).toBe('address:0:0:0:0::/64')
    expect(addressKey(null)).toBe('address:unknown')
  })
})

describe('same origin', () => {
  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, true],
    [{ 'sec-fetch-site': 'none', cookie: 'a=b' }, false],
    [{ origin: 'http://localhost:3000', cookie: 'a=b' }, true],
    [{ origin: 'http://localhost:3001' }, false],
    [{ cookie: 'a=b' }, false],
    [{}, true],
    [{ authorization: 'Bearer x', origin: 'https://elsewhere.example' }, true],
    [{ authorization: 'Basic x', origin: 'https://elsewhere.example' }, false],
    [{ authorization: 'Bearer x', cookie: 'a=b', origin: 'https://elsewhere.example' }, false],
  ])('%j passes: %s', (headers, expected) =>
    expect(isSameOrigin(new Headers(headers as Record<string, string>))).toBe(expected),
  )
})

const PATH = '/api/v1/posts'
const problemOf = async (response: Response) => (await response.json()) as Problem
let last = 0
/** A caller of its own for each, so that no limit answers for what is asked. */
const address = () => `198.51.${Math.floor((last += 1) / 250)}.${last % 250}`

describe('a method', () => {
  test.each(['PUT', 'PATCH', 'DELETE'] as const)(
    '%s that the address does not take is 405 with those it takes',
    async (method) => {
      const response = await call(posts[method], method, PATH, { headers: { origin: 'https://elsewhere.example' } })
      expect([response.status, response.headers.get('allow')]).toEqual([405, 'GET, HEAD, POST, OPTIONS'])
      expect(response.headers.get('content-type')).toContain('application/problem+json')
      expect((await problemOf(response)).type).toBe('/api/docs#method-not-allowed')
    },
  )

  test('OPTIONS names them, and tells other origins nothing while none is configured', async () => {
    const headers = { origin: 'https://app.example.com', 'access-control-request-method': 'POST' }
    const response = await call(posts.OPTIONS, 'OPTIONS', PATH, { headers })
    expect([response.status, response.headers.get('allow')]).toEqual([204, 'GET, HEAD, POST, OPTIONS'])
    expect([...response.headers.keys()].filter((name) => name.startsWith('access-control') || name === 'vary')).toEqual(
      [],
    )
  })

  test('of an address that nobody answers is a problem and no page', async () => {
    for (const [handler, method] of [
      [nothing, 'GET'],
      [postNothing, 'POST'],
    ] as const) {
      const response = await call(handler, method, '/api/nowhere')
      expect([response.status, (await problemOf(response)).type]).toEqual([404, '/api/docs#not-found'])
    }
  })
})

describe('other origins', () => {
  const origin = 'https://app.example.com'
  const configured = async (value: string, work: () => Promise<void>) => {
    vi.resetModules()
    vi.stubEnv('CORS_ORIGINS', value)
    try {
      await work()
    } finally {
      vi.unstubAllEnvs()
      vi.resetModules()
    }
  }

  test('are named exactly, one by one', () => {
    const base = { DATABASE_URL: 'postgresql://localhost/x', AUTH_SECRET: 'x'.repeat(32) }
    expect(parseEnv({ ...base, CORS_ORIGINS: `${origin}, http://localhost:8080` }).CORS_ORIGINS).toEqual([
      origin,
      'http://localhost:8080',
    ])
    for (const bad of ['*', 'app.example.com', `${origin}/`, `${origin}/path`, 'null', `https://*.example.com`])
      expect(() => parseEnv({ ...base, CORS_ORIGINS: bad }), bad).toThrow('CORS_ORIGINS')
  })

  test('that are configured may read answers and send a key, never a cookie; all others vary and get nothing', () =>
    configured(origin, async () => {
      const { GET, OPTIONS } = await import('@/app/api/v1/posts/route')
      const headers = { origin, 'access-control-request-method': 'POST' }
      const preflight = await call(OPTIONS, 'OPTIONS', PATH, { headers })
      expect(preflight.headers.get('access-control-allow-origin')).toBe(origin)
      expect(preflight.headers.get('access-control-allow-methods')).toContain('POST')
      expect(preflight.headers.get('access-control-allow-headers')).toMatch(/Authorization.*Idempotency-Key.*If-Match/)
      const bad = await call(GET, 'GET', `${PATH}?limit=0`, { headers: { origin } })
      expect(bad.status).toBe(422)
      expect(bad.headers.get('access-control-expose-headers')).toMatch(
        /ETag.*Location.*RateLimit.*Retry-After.*X-Request-Id/,
      )
      const other = await call(GET, 'GET', `${PATH}?limit=0`, {
        headers: { origin: 'https://app.example.com.evil.example' },
      })
      expect(other.headers.get('access-control-allow-origin')).toBeNull()
      for (const response of [preflight, bad, other]) {
        expect(response.headers.get('vary')).toBe('Origin')
        expect(response.headers.get('access-control-allow-credentials')).toBeNull()
      }
    }))

  test('may not write with a cookie, configured or not', () =>
    configured(origin, async () => {
      const { POST } = await import('@/app/api/v1/posts/route')
      const response = await call(POST, 'POST', PATH, { body: {}, headers: { origin, cookie: 'a=b' } })
      expect(response.status).toBe(403)
    }))

  test('get no headers at all while none is configured', () => expect(corsHeaders(new Headers({ origin }))).toEqual({}))
})

describe('a body', () => {
  const chunked = (chunk: Uint8Array, seen: { bytes: number }, headers: Record<string, string> = {}) =>
    new Request('http://localhost:3000/', {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...headers },
      duplex: 'half',
      body: new ReadableStream(
        {
          pull(controller) {
            seen.bytes += chunk.byteLength
            controller.enqueue(chunk)
          },
        },
        { highWaterMark: 0 },
      ),
    } as RequestInit)

  test('without a length is read to the limit and at most 64 KiB further, then 413 and the connection ends', async () => {
    const seen = { bytes: 0 }
    const failure = await readJson(chunked(new Uint8Array(16 * 1024), seen)).catch((error: unknown) => error)
    expect(failure).toMatchObject({ status: 413, headers: { Connection: 'close' } })
    expect(seen.bytes).toBeLessThanOrEqual(BODY_MAX_BYTES + 64 * 1024)
  })

  test.each([
    ['compressed', { 'content-encoding': 'gzip' }],
    ['of another type', { 'content-type': 'text/plain' }],
  ])('that is %s is 415 before a byte of it is read', async (_, headers) => {
    const seen = { bytes: 0 }
    await expect(readJson(chunked(new Uint8Array(1024), seen, headers))).rejects.toMatchObject({ status: 415 })
    expect(seen.bytes).toBe(0)
  })

  const send = (body: string) => call(signUp, 'POST', '/api/v1/sign-up', { body, address: address() })

  test.each([
    ['32 levels', '['.repeat(32) + ']'.repeat(32), 422],
    ['33 levels', '['.repeat(33) + ']'.repeat(33), 400],
    ['half a million levels', '['.repeat(500_000) + ']'.repeat(500_000), 400],
    ['half a million levels of objects, unfinished', '{"a":'.repeat(200_000), 400],
    ['brackets in a text', JSON.stringify({ email: '[{'.repeat(40) }), 422],
    ['an escaped quote before them', JSON.stringify({ email: `"${'['.repeat(40)}` }), 422],
    ['nothing', '', 422],
    ['null', 'null', 422],
    ['a number', '1e999', 422],
    ['bytes that are no text', '{"email":"\udc00"', 400],
  ])('of %s is answered, not crashed on', async (_, body, status) => {
    expect((await send(body)).status).toBe(status)
  })

  test('is told what is wrong in our words, for each kind of mistake', async () => {
    const response = await send('{"email":5,"x":1,"__proto__":{}}')
    const { errors = [] } = await problemOf(response)
    expect(errors).toContainEqual({ path: 'x', message: 'This field is not known' })
    expect(errors).toContainEqual({ path: 'email', message: expect.not.stringMatching(/invalid|expected|received/i) })
    const nothing = await problemOf(await send('{}'))
    expect(nothing.errors).toEqual([
      { path: 'email', message: expect.not.stringMatching(/invalid|expected|received/i) },
    ])
  })

  test('with a thousand unknown fields of any length gets a short answer', async () => {
    const fields = Object.fromEntries(Array.from({ length: 1000 }, (_, index) => [`${index}${'k'.repeat(500)}`, 1]))
    const text = await (await send(JSON.stringify(fields))).text()
    expect(text.length).toBeLessThan(8_000)
  })
})

describe('a query', () => {
  const list = (query: string) => call(posts.GET, 'GET', `${PATH}?${query}`, { address: address() })

  test.each(['1.5', '1e1', '%205', '0x10', '-1', '0', '101', '', '+5', '١', '1'.repeat(40), 'NaN'])(
    'limit=%s is 422: only plain digits from 1 to 100 are a number',
    async (limit) => {
      const response = await list(`limit=${limit}`)
      expect(response.status).toBe(422)
      expect((await problemOf(response)).errors).toEqual([
        { path: 'limit', message: expect.stringMatching(/^Give (?:a whole number|at (?:least|most) \d+)$/) },
      ])
    },
  )

  test.each(['limit=5&limit=6', 'mine=false&mine=true', 'unknown=1', 'author=x', 'author=%00', 'mine=yes'])(
    '%s is 422',
    async (query) => expect((await list(query)).status).toBe(422),
  )

  test.each(['cursor=%00', 'cursor=%ff%fe', 'cursor=%E0%A4%A', 'cursor=a.b.c', `cursor=${'x'.repeat(500)}`])(
    '%s is 400',
    async (query) => expect((await list(query)).status).toBe(400),
  )

  test.each(['1e2', '0', '366', '7.0'])('days=%s is no number of days', (days) =>
    expect(statsQuery.safeParse({ days }).success).toBe(false),
  )
})

describe('a path', () => {
  test.each(['x', '%00', "' or 1=1", '00000000-0000-0000-0000-00000000000', '../posts'])(
    'with %j where an id belongs is the same 404 as a missing id',
    async (postId) => {
      const response = await call(getPost, 'GET', `${PATH}/x`, { params: { postId }, address: address() })
      expect([response.status, (await problemOf(response)).type]).toEqual([404, '/api/docs#not-found'])
    },
  )
})

test('a probe is never stored, and carries no tag', async () => {
  const response = await call(live, 'GET', '/api/health/live')
  expect([response.status, response.headers.get('cache-control'), response.headers.get('etag')]).toEqual([
    200,
    'no-store',
    null,
  ])
})

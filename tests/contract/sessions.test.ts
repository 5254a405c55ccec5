// The session's cookie and its life, in a deployment on https.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openContract, type Contract } from '../support/contract'
import { pool } from '../support/fingerprint'
import { newMailToken, newPerson, newSession, PASSWORD, type Person } from '../support/scene'

const ORIGIN = 'https://foothold.example'
const NAME = '__Secure-better-auth.session_token'
const GOOD = 'a wide quiet valley of slate'

let contract: Contract
let person: Person
beforeAll(async () => {
  contract = await openContract('sessions', { APP_URL: ORIGIN })
  person = await newPerson()
})
afterAll(() => contract?.stop())

/** The test signs as the app does, whose cookie has another name on https. */
const secured = (cookie: string) => cookie.replace(/^(?:__Secure-)?better-auth/, '__Secure-better-auth')
const ask = (
  path: string,
  { cookie = '', method = 'GET', body }: { cookie?: string; method?: string; body?: unknown } = {},
) =>
  contract.ask(path, {
    method,
    headers: { origin: ORIGIN },
    ...(cookie ? { as: { cookie: secured(cookie) } } : {}),
    ...(body === undefined ? {} : { body }),
  })
const signIn = async (cookie?: string) => {
  const body = { email: person.email, password: PASSWORD }
  const { status, headers } = await ask('/api/auth/sign-in/email', {
    method: 'POST',
    body,
    ...(cookie ? { cookie } : {}),
  })
  expect(status).toBe(200)
  return headers['set-cookie'] ?? []
}
const tokenIn = (cookies: string[]) =>
  decodeURIComponent(
    cookies
      .find((cookie) => cookie.startsWith(NAME))
      ?.split(';')[0]
      ?.split('=')[1] ?? '',
  ).split('.')[0] ?? ''
const me = async (cookie: string) => (await ask('/api/v1/me', { cookie })).status
const inMinutes = (sessionId: string, change: Record<string, number>) =>
  pool().query(
    `update sessions set ${Object.keys(change)
      .map((column, index) => `${column} = now() + $${index + 2} * interval '1 minute'`)
      .join(', ')} where id = $1`,
    [sessionId, ...Object.values(change)],
  )

describe('R-14 the cookie', () => {
  test('is for https, for programs of the server alone, for the whole site and for no other', async () => {
    const cookies = await signIn()
    const session = cookies.find((cookie) => cookie.startsWith(`${NAME}=`)) ?? ''
    for (const attribute of [/; HttpOnly/i, /; Secure/i, /; SameSite=Lax/i, /; Path=\/(?:;|$)/i, /; Max-Age=2592000/i])
      expect(session).toMatch(attribute)
    expect(session).not.toMatch(/; Domain=/i)
    expect(cookies.every((cookie) => cookie.startsWith('__Secure-'))).toBe(true)
  })

  test('holds a new token of at least 128 random bits at every sign-in, whatever was planted before', async () => {
    const planted = (await newSession((await newPerson()).userId)).cookie
    const tokens = [tokenIn(await signIn()), tokenIn(await signIn()), tokenIn(await signIn(planted))]
    expect(new Set(tokens).size).toBe(3)
    expect(planted).not.toContain(tokens[2])
    for (const token of tokens) expect(token.length * Math.log2(62)).toBeGreaterThanOrEqual(128)
  })

  test('without its prefix, or on its own with a made-up signature, opens nothing', async () => {
    const { cookie } = await newSession(person.userId)
    expect(await me(cookie)).toBe(200)
    const bare = cookie.replace('__Secure-', '')
    expect((await contract.ask('/api/v1/me', { as: { cookie: bare } })).status).toBe(401)
    expect(await me(`${cookie.slice(0, -6)}AAAA%3D`)).toBe(401)
  })
})

describe('R-14 its life', () => {
  test('ends on the server when its time is over, to the minute', async () => {
    const [live, over] = [await newSession(person.userId), await newSession(person.userId)]
    await inMinutes(live.sessionId, { expires_at: 1 })
    await inMinutes(over.sessionId, { expires_at: -1 })
    expect([await me(live.cookie), await me(over.cookie)]).toEqual([200, 401])
  })

  test('is 7 days from the last visit and 30 from the sign-in, to the minute', async () => {
    const token = tokenIn(await signIn())
    const minutes = async (id: string) => {
      const { rows } = await pool().query<{ left: number }>(
        `select (extract(epoch from expires_at - now()) / 60)::float as left from sessions where token = $1 or id::text = $1`,
        [id],
      )
      return rows[0]?.left ?? 0
    }
    expect(Math.abs((await minutes(token)) - 7 * 24 * 60)).toBeLessThan(1)
    const { sessionId, cookie } = await newSession(person.userId)
    await inMinutes(sessionId, { created_at: -28 * 24 * 60, expires_at: 10 })
    expect(await me(cookie)).toBe(200)
    await expect.poll(() => minutes(sessionId), { timeout: 5_000 }).toBeGreaterThan(2 * 24 * 60 - 1)
    expect(await minutes(sessionId)).toBeLessThan(2 * 24 * 60 + 1)
  })

  test.each([
    ['PUT', '/api/v1/me/password', { currentPassword: PASSWORD, newPassword: GOOD }],
    ['POST', '/api/v1/me/email', { email: 'other@example.test' }],
    ['POST', '/api/v1/me/two-factor', undefined],
    ['DELETE', '/api/v1/me/two-factor', { password: PASSWORD }],
    ['POST', '/api/v1/me/two-factor/confirm', { code: '123456' }],
    ['POST', '/api/v1/me/two-factor/backup-codes', undefined],
    ['POST', '/api/v1/me/api-keys', { name: 'Import', scopes: ['read'] }],
    ['DELETE', '/api/v1/me', { confirm: 'mistaken@example.test' }],
  ])('%s %s wants a sign-in of the last 15 minutes, to the minute', async (method, path, body) => {
    const someone = await newPerson()
    await inMinutes(someone.sessionId, { created_at: -16 })
    const late = await ask(path, { method, cookie: someone.cookie, body })
    expect(late.status).toBe(403)
    expect(late.text).toContain('sign-in-again')
    await inMinutes(someone.sessionId, { created_at: -14 })
    expect((await ask(path, { method, cookie: someone.cookie, body })).status).not.toBe(403)
  })
})

describe('R-14 mailed tokens', () => {
  const reset = async (token: string) =>
    (await ask('/api/auth/reset-password', { method: 'POST', body: { token, password: GOOD } })).status
  const complete = async (token: string) =>
    (await ask('/api/v1/sign-up/complete', { method: 'POST', body: { token, name: 'Ines', password: GOOD } })).status

  test('work once, and not a minute too long', async () => {
    const { userId } = await newPerson()
    const token = await newMailToken('reset', userId, 1)
    expect([await reset(token), await reset(token)]).toEqual([200, 410])
    expect(await reset(await newMailToken('reset', userId, -1))).toBe(410)
    const sent = await newMailToken('sign-up', 'quite.new.too@example.test')
    expect([await complete(sent), await complete(sent)]).toEqual([201, 410])
  })

  test('live 10 minutes for a reset and 24 hours for a sign-up', async () => {
    await pool().query('delete from verifications')
    const someone = await newPerson()
    await ask('/api/auth/request-password-reset', { method: 'POST', body: { email: someone.email } })
    await ask('/api/v1/sign-up', { method: 'POST', body: { email: 'quite.new@example.test' } })
    const { rows } = await pool().query<{ kind: string; minutes: number }>(
      `select split_part(identifier, ':', 1) as kind, (extract(epoch from expires_at - created_at) / 60)::float as minutes from verifications order by 1`,
    )
    expect(rows.map(({ kind, minutes }) => [kind, Math.round(minutes)])).toEqual([
      ['reset', 10],
      ['sign-up', 24 * 60],
    ])
  })
})

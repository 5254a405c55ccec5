// What standard output holds after attacks and odd input: whole JSON lines, the events by their OWASP names, no secret.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { logged } from '../support/app-under-test'
import { show } from '../support/figures'
import { send, type Answer } from '../support/send'
import { openWorld, PASSWORD, type World } from '../support/world'

const LINE_MAX = 16 * 1024
const CANARY = {
  password: 'canary-password-5f1c',
  token: 'canary-token-9b2e',
  cookie: 'canary-cookie-77aa',
  card: '4111111111111111',
}
const UGLY = 'line\r\n{"event":"forged"}\u001b[31m red \u0000 \u2028 end'

let world: World
beforeAll(async () => {
  world = await openWorld({ people: 2 })
})
afterAll(() => world?.stop())

const post = (path: string, body: unknown, options: Parameters<typeof send>[1] = {}) =>
  send(`${world.a.url}${path}`, { method: 'POST', body, address: '203.0.113.50', ...options })

/** Guessing, forging and flooding with canaries in every place that a client can write to. */
async function provoke(): Promise<Answer[]> {
  const [victim, other] = world.people
  const answers: Answer[] = []
  const cookie = `better-auth.session_token=${CANARY.cookie}.${CANARY.token}`
  for (let attempt = 0; attempt < 7; attempt += 1)
    answers.push(await post('/api/auth/sign-in/email', { email: victim?.email, password: CANARY.password }))
  answers.push(await post('/api/auth/sign-in/email', { email: other?.email, password: PASSWORD }))
  answers.push(await post('/api/v1/sign-up/complete', { token: CANARY.token, name: 'X', password: CANARY.password }))
  answers.push(await post('/api/v1/posts', { title: CANARY.card }, { cookie }))
  answers.push(
    await post('/api/v1/posts', { title: 'x' }, { cookie: other?.cookie, headers: { origin: 'https://evil.test' } }),
  )
  answers.push(await send(`${world.a.url}/api/v1/posts?cursor=${CANARY.token}&token=${CANARY.token}`))
  answers.push(
    await send(`${world.a.url}/api/v1/posts/${randomUUID()}`, { headers: { authorization: `Bearer ${CANARY.token}` } }),
  )
  answers.push(await post('/api/v1/posts', { title: UGLY, content: UGLY }, { cookie: other?.cookie }))
  answers.push(await post('/api/v1/posts', { title: 'x'.repeat(1024 * 1024 - 100) }, { cookie: other?.cookie }))
  answers.push(await send(`${world.a.url}/api/v1/posts?limit=${encodeURIComponent(UGLY)}`))
  answers.push(
    await post('/api/v1/posts', '{"title": ', {
      cookie: other?.cookie,
      headers: { 'user-agent': '%0d%0a%1b[31m' },
    }),
  )
  const away = Array.from({ length: 30 }, () => post('/api/auth/sign-out', {}, { address: '203.0.113.51' }))
  return [...answers, ...(await Promise.all(away))]
}

describe('R-25 logs', () => {
  test('every line is whole JSON in UTC, events have their names, and no canary is anywhere', async () => {
    const from = performance.now()
    const answers = await provoke()
    await pause(300)
    const raw = world.a.lines.filter(({ at }) => at >= from).map(({ text }) => text)
    const lines = logged(world.a, from)
    const everything = [...raw, ...world.a.complaints].join('\n')
    const events = new Set(lines.map(({ event }) => event))
    const ids = new Set(lines.filter(({ event }) => event === 'http_request').map(({ requestId }) => requestId))
    const found = Object.values(CANARY).filter((canary) => everything.includes(canary))
    show('R-25 logs', {
      requests: answers.length,
      lines: raw.length,
      broken: raw.length - lines.length,
      canaries: found.length,
      'longest line': Math.max(...raw.map((line) => line.length)),
      events: [...events].join(', '),
    })
    expect(found).toEqual([])
    expect(raw.filter((line) => !line.startsWith('{') || !line.endsWith('}'))).toEqual([])
    expect(raw.filter((line) => Buffer.byteLength(line) > LINE_MAX)).toEqual([])
    expect(lines.filter(({ time }) => !/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z$/.test(String(time)))).toEqual([])
    expect(answers.filter(({ headers }) => !ids.has(headers['x-request-id']))).toEqual([])
    expect(answers.filter(({ status }) => status >= 500 || status <= 0)).toEqual([])
    expect([...events]).toEqual(
      expect.arrayContaining([
        'authn_login_fail',
        'authn_login_success',
        'malicious_csrf',
        'excess_rate_limit_exceeded',
      ]),
    )
    expect([...events]).not.toContain('forged')
    expect(world.a.complaints).toEqual([])
  })
})

// Guessing at one account, through every path that compares a secret: few guesses get through, and its owner is not shut out.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { logged, metric } from '../support/app-under-test'
import { openContract, type Contract } from '../support/contract'
import { show } from '../support/figures'
import { newPerson, PASSWORD, type Person } from '../support/scene'
import type { Answer } from '../support/send'
import { newChallenge, newTwoFactor } from '../support/two-factor'

/** As shipped. */
const LIMITS = { RATE_LIMIT_AUTH: '20/60s', RATE_LIMIT_PASSWORD: '5/600s', RATE_LIMIT_MAIL: '3/3600s' }
const GUESSES = 60
const REACH_MAX = 10

let contract: Contract
let person: Person
beforeAll(async () => {
  contract = await openContract('guessing', LIMITS)
  person = await newPerson()
})
afterAll(() => contract?.stop())

let next = 0
const address = () => `10.${(next += 1) >> 8}.${next & 255}.7`
const compared = () => metric(contract.app, 'password_hashes_total', 'purpose="compare"')
const post = (path: string, body: unknown, cookie?: string, from = address()) =>
  contract.ask(path, { method: 'POST', body, address: from, ...(cookie ? { as: { cookie } } : {}) })
const signIn = ({ email }: Person, password: string, from = address()) =>
  post('/api/auth/sign-in/email', { email, password }, undefined, from)
const isIn = async ({ cookie }: Person) => (await contract.ask('/api/v1/me', { as: { cookie } })).status === 200

type Guess = (victim: Person, index: number, challenge: string) => Promise<Answer>
const change: Guess = ({ cookie }, index) =>
  contract.ask('/api/v1/me/password', {
    method: 'PUT',
    as: { cookie },
    address: address(),
    body: { currentPassword: `wrong ${index}`, newPassword: 'a wide quiet valley of slate' },
  })
const turnOff: Guess = ({ cookie }, index) =>
  contract.ask('/api/v1/me/two-factor', {
    method: 'DELETE',
    as: { cookie },
    address: address(),
    body: { password: `wrong ${index}` },
  })
const code =
  (kind: 'totp' | 'backup-code'): Guess =>
  (_, index, challenge) =>
    post(`/api/auth/two-factor/verify-${kind}`, { code: `${100_000 + index}` }, challenge)

describe('R-08 password guessing', () => {
  test.each<[string, Guess, { codes?: true; twoFactor?: true }]>([
    ['signing in, from 60 addresses', (victim, index) => signIn(victim, `wrong ${index}`), {}],
    ['signing in, from one', (victim, index) => signIn(victim, `wrong ${index}`, '203.0.113.9'), {}],
    ['changing the password', change, {}],
    ['turning two-factor sign-in off', turnOff, { twoFactor: true }],
    ['codes of the app', code('totp'), { codes: true, twoFactor: true }],
    ['backup codes', code('backup-code'), { codes: true, twoFactor: true }],
  ])('by %s gets ten guesses through at most, and the session of the owner goes on', async (path, guess, kind) => {
    const victim = await newPerson()
    if (kind.twoFactor) await newTwoFactor(victim.userId)
    const challenges: string[] = []
    while (kind.codes && challenges.length < GUESSES) challenges.push(await newChallenge(victim.userId))
    const before = await compared()
    const answers = await Promise.all(
      Array.from({ length: GUESSES }, (_, index) => guess(victim, index, challenges[index] ?? '')),
    )
    const statuses = answers.map(({ status }) => status)
    const refused = statuses.filter((status) => status === 429).length
    const reached = kind.codes ? GUESSES - refused : (await compared()) - before
    show(`R-08 ${path}`, { guesses: GUESSES, reached, refused })
    expect(statuses.filter((status) => ![401, 422, 429].includes(status))).toEqual([])
    expect(reached).toBeGreaterThanOrEqual(5)
    expect(reached).toBeLessThanOrEqual(REACH_MAX)
    expect(await isIn(victim)).toBe(true)
  })

  test('mails at most three links an hour', async () => {
    const sent = () => logged(contract.app).filter(({ event }) => event === 'mail_sent').length
    const before = sent()
    for (let index = 0; index < 10; index += 1)
      expect((await post('/api/auth/request-password-reset', { email: person.email })).status).toBe(202)
    await pause(1_000)
    show('R-08 reset mails', { asked: 10, sent: sent() - before })
    expect(sent() - before).toBe(3)
  })
})

describe('R-08 after a burst of guesses', () => {
  let short: Contract
  beforeAll(async () => {
    short = await openContract('guessing-short-window', { ...LIMITS, RATE_LIMIT_PASSWORD: '5/4s' })
  })
  afterAll(() => short?.stop())

  test('the right password works again when the stated time is over, and not before', async () => {
    const victim = await newPerson()
    const attempt = (password: string) =>
      short.ask('/api/auth/sign-in/email', {
        method: 'POST',
        body: { email: victim.email, password },
        address: address(),
      })
    for (let index = 0; index < 12; index += 1) await attempt(`wrong ${index}`)
    const refused = await attempt(PASSWORD)
    expect(refused.status).toBe(429)
    await pause(Number(refused.headers['retry-after']) * 1000)
    expect((await attempt(PASSWORD)).status).toBe(200)
  })
})

import { beforeEach, describe, expect, test, vi } from 'vitest'
import { PUT as changePassword } from '@/app/api/v1/me/password/route'
import { DELETE as disable, POST as start } from '@/app/api/v1/me/two-factor/route'
import { authMount } from '@/lib/auth/mount'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { metricsText } from '@/lib/metrics'
import { emptyDatabase } from '../support/database'
import { call, createPerson, PASSWORD, type Person } from '../support/people'

let person: Person
beforeEach(async () => {
  await emptyDatabase()
  person = await createPerson()
})

/** How many passwords were compared with a hash so far. */
async function compared(): Promise<number> {
  const { text } = await metricsText()
  return Number(/password_hashes_total\{purpose="compare"\} (\d+)/.exec(text)?.[1] ?? 0)
}
const signIn = (password: string, address: string) =>
  call(authMount.POST, 'POST', '/api/auth/sign-in/email', { body: { email: person.email, password }, address })

const paths: Record<string, (password: string, at: number) => Promise<Response>> = {
  'signing in, from an address each': (password, at) => signIn(password, `198.51.100.${at}`),
  'changing the password': (currentPassword, at) =>
    call(changePassword, 'PUT', '/api/v1/me/password', {
      as: person,
      body: { currentPassword, newPassword: 'a wide quiet valley 9' },
      address: `203.0.113.${at}`,
    }),
  'turning two-factor sign-in off': (password, at) =>
    call(disable, 'DELETE', '/api/v1/me/two-factor', { as: person, body: { password }, address: `192.0.2.${at}` }),
}

describe('guessing a password', () => {
  test.each(Object.entries(paths))('by %s reaches the hash five times, however many try', async (_, attempt) => {
    await call(start, 'POST', '/api/v1/me/two-factor', { as: person, body: {} })
    await db().twoFactor.updateMany({ data: { verified: true } })
    const before = await compared()
    const answers = await Promise.all(Array.from({ length: 30 }, (_each, at) => attempt(`wrong ${at}`, at + 1)))
    expect(await compared()).toBe(before + 5)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(25)
    expect((await viewerOf(new Headers({ cookie: person.cookie }))).kind).toBe('user')
  })

  test('on the sign-in page locks nobody out who is in', async () => {
    for (let at = 1; at <= 8; at += 1) await signIn(`wrong ${at}`, `198.51.100.${at}`)
    expect((await paths['changing the password']?.(PASSWORD, 1))?.status).toBe(204)
  })

  test('the right password works again when the stated time is over', async () => {
    for (let at = 1; at <= 6; at += 1) await signIn(`wrong ${at}`, `198.51.100.${at}`)
    const refused = await signIn(PASSWORD, '198.51.100.90')
    expect(refused.status).toBe(429)
    vi.useFakeTimers({ toFake: ['Date'], now: Date.now() + Number(refused.headers.get('retry-after')) * 1000 })
    try {
      expect((await signIn(PASSWORD, '198.51.100.91')).status).toBe(200)
    } finally {
      vi.useRealTimers()
    }
  })
})

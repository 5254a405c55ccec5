// What ends a session ends it at once, on every kind of door, whatever Redis does meanwhile.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openContract, type Contract } from '../support/contract'
import { show } from '../support/figures'
import { pool } from '../support/fingerprint'
import { startRedis, type RedisUnderTest } from '../support/redis-under-test'
import { newMailToken, newPerson, newSession, PASSWORD, type Person } from '../support/scene'

const GOOD = 'a wide quiet valley of slate'

let contract: Contract
let redis: RedisUnderTest
beforeAll(async () => {
  redis = await startRedis()
  contract = await openContract('revocation', { REDIS_URL: redis.url })
})
afterAll(async () => {
  await contract?.stop()
  await redis?.stop()
})

type Victim = Person & { other: { cookie: string; sessionId: string } }
type Revocation = {
  act: (victim: Victim) => Promise<unknown>
  /** Which of the two cookies is worth nothing afterwards. */
  ends: ('own' | 'other')[]
}

const done = async (answer: Promise<{ status: number; text: string }>) => {
  const { status, text } = await answer
  if (status >= 300) throw new Error(`${status} ${text}`)
}
const send = (method: string, path: string, cookie: string, body?: unknown) =>
  done(contract.ask(path, { method, as: { cookie }, ...(body === undefined ? {} : { body }) }))

const REVOCATIONS: Record<string, Revocation> = {
  'sign-out': { act: ({ cookie }) => send('POST', '/api/auth/sign-out', cookie), ends: ['own'] },
  'ending one session': {
    act: ({ cookie, other }) => send('DELETE', `/api/v1/me/sessions/${other.sessionId}`, cookie),
    ends: ['other'],
  },
  'ending the others': { act: ({ cookie }) => send('DELETE', '/api/v1/me/sessions', cookie), ends: ['other'] },
  'a change of password': {
    act: ({ cookie }) => send('PUT', '/api/v1/me/password', cookie, { currentPassword: PASSWORD, newPassword: GOOD }),
    ends: ['other'],
  },
  'a reset': {
    act: async ({ userId }) =>
      send('POST', '/api/auth/reset-password', '', { token: await newMailToken('reset', userId), password: GOOD }),
    ends: ['own', 'other'],
  },
  'the deletion of the user': {
    act: ({ cookie, email }) => send('DELETE', '/api/v1/me', cookie, { confirm: email }),
    ends: ['own', 'other'],
  },
  'a ban': {
    act: ({ userId }) => pool().query('update users set banned = true where id = $1', [userId]),
    ends: ['own', 'other'],
  },
}

async function newVictim(role: 'user' | 'admin' = 'user'): Promise<Victim> {
  const person = await newPerson({ role })
  return { ...person, other: await newSession(person.userId) }
}
/** What a cookie opens: the API and a page. */
const opens = async (cookie: string) => ({
  api: (await contract.ask('/api/v1/me', { as: { cookie } })).status,
  page: (await contract.ask('/dashboard', { as: { cookie } })).status,
})
const OPEN = { api: 200, page: 200 }
const SHUT = { api: 401, page: 307 }

async function revoke({ act, ends }: Revocation): Promise<number> {
  const victim = await newVictim()
  expect([await opens(victim.cookie), await opens(victim.other.cookie)]).toEqual([OPEN, OPEN])
  await act(victim)
  const from = performance.now()
  expect({ own: await opens(victim.cookie), other: await opens(victim.other.cookie) }).toEqual({
    own: ends.includes('own') ? SHUT : OPEN,
    other: ends.includes('other') ? SHUT : OPEN,
  })
  return performance.now() - from
}

describe('R-13 revocation', () => {
  test.each(Object.entries(REVOCATIONS))('%s is seen by the next request', async (_, revocation) => {
    await revoke(revocation)
  })

  test.each(Object.entries(REVOCATIONS))('%s is seen while Redis is frozen, and after', async (name, revocation) => {
    await redis.freeze()
    try {
      const took = await revoke(revocation)
      show(`R-13 ${name}, Redis frozen`, { 'asked after': `${Math.round(took)} ms` })
    } finally {
      await redis.thaw()
    }
    await revoke(revocation)
  })

  test('a role that was taken away is gone with the next request, and the session goes on as what is left', async () => {
    const victim = await newVictim('admin')
    const users = async () => (await contract.ask('/api/v1/users', { as: { cookie: victim.cookie } })).status
    expect(await users()).toBe(200)
    await pool().query(`update users set role = 'user' where id = $1`, [victim.userId])
    expect(await users()).toBe(403)
    expect(await opens(victim.cookie)).toEqual(OPEN)
  })
})

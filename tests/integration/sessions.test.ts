import { createHmac } from 'node:crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { auth } from '@/lib/auth/auth'
import { authMount } from '@/lib/auth/mount'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { expectConsole } from '../support/console'
import { emptyDatabase, sql } from '../support/database'
import { call, createPerson, createUser, PASSWORD, signIn, type Person } from '../support/people'

let person: Person
beforeEach(async () => {
  await emptyDatabase()
  person = await createPerson()
})

const headersWith = (cookie: string) => new Headers({ cookie })
/** Whether our viewer and better-auth's own session reader let this cookie in. */
async function letIn(cookie: string) {
  const [viewer, session] = await Promise.all([
    viewerOf(headersWith(cookie)),
    auth().api.getSession({ headers: headersWith(cookie) }),
  ])
  return { ours: viewer.kind === 'user', betterAuth: session !== null }
}
const both = (value: boolean) => ({ ours: value, betterAuth: value })
const signInBy = (email: string, password: string, address = '192.0.2.7') =>
  call(authMount.POST, 'POST', '/api/auth/sign-in/email', { body: { email, password }, address })

describe('viewer and better-auth agree', () => {
  test('a valid session is let in as the person it belongs to', async () => {
    expect(await letIn(person.cookie)).toEqual(both(true))
    expect(await viewerOf(headersWith(person.cookie))).toMatchObject({
      kind: 'user',
      userId: person.userId,
      email: person.email,
      role: 'user',
    })
  })

  test('a forged signature, a planted token and an unsigned token stay outside', async () => {
    const [name = '', value = ''] = person.cookie.split('=')
    const token = decodeURIComponent(value).split('.')[0] ?? ''
    const forged = createHmac('sha256', 'another secret').update(token).digest('base64')
    const planted = createHmac('sha256', 'a secret that only tests use, 32 characters and more')
      .update('planted')
      .digest('base64')
    for (const cookie of [
      `${name}=${encodeURIComponent(`${token}.${forged}`)}`,
      `${name}=${encodeURIComponent(`planted.${planted}`)}`,
      `${name}=${token}`,
      `${name}=%`,
    ]) {
      expect(await letIn(cookie)).toEqual(both(false))
    }
  })

  test('an expired session is over, although its cookie lives on', async () => {
    await db().session.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect(await letIn(person.cookie)).toEqual(both(false))
  })

  test('signing out ends the session on the server', async () => {
    const response = await call(authMount.POST, 'POST', '/api/auth/sign-out', { as: person, body: {} })
    expect(response.status).toBe(200)
    expect(await db().session.count()).toBe(0)
    expect(await letIn(person.cookie)).toEqual(both(false))
  })

  test('a banned user is outside at once; here the viewer is the stricter one', async () => {
    await db().user.update({ where: { id: person.userId }, data: { banned: true } })
    expect((await letIn(person.cookie)).ours).toBe(false)
    await db().user.update({ where: { id: person.userId }, data: { banExpires: new Date(Date.now() - 1000) } })
    expect((await letIn(person.cookie)).ours).toBe(true)
  })
})

/** Runs `work` while the database cannot answer for this table. */
async function without(table: string, work: () => Promise<void>): Promise<void> {
  await sql(`alter table ${table} rename to ${table}_away`)
  try {
    await work()
  } finally {
    await sql(`alter table ${table}_away rename to ${table}`)
  }
}

describe('when the database fails', () => {
  test('a sign-out that could not end the session does not say so, and keeps the cookie', async () => {
    await without('sessions', async () => {
      const response = await call(authMount.POST, 'POST', '/api/auth/sign-out', { as: person, body: {} })
      expect(response.status).toBeGreaterThanOrEqual(500)
      expect(response.headers.getSetCookie()).toEqual([])
    })
    expect(await letIn(person.cookie)).toEqual(both(true))
  })

  test('a sign-in that failed for our reasons costs the account no try', async () => {
    const user = await createUser()
    expectConsole('error', /does not exist/)
    await without('accounts', async () => {
      for (let attempt = 0; attempt < 8; attempt += 1) {
        expect((await signInBy(user.email, PASSWORD, `203.0.113.${attempt}`)).status).toBeGreaterThanOrEqual(500)
      }
    })
    expect((await signInBy(user.email, PASSWORD)).status).toBe(200)
  })
})

describe('the life of a session', () => {
  test('it ends after 7 days without a visit, and a visit moves that at most once a day', async () => {
    const days = async () => {
      const { expiresAt } = await db().session.findUniqueOrThrow({ where: { id: person.sessionId } })
      return (expiresAt.getTime() - Date.now()) / (24 * 3600_000)
    }
    expect(await days()).toBeCloseTo(7, 1)
    await db().session.update({
      where: { id: person.sessionId },
      data: { expiresAt: new Date(Date.now() + 6.5 * 24 * 3600_000) },
    })
    await viewerOf(headersWith(person.cookie))
    expect(await days()).toBeCloseTo(6.5, 1)
    await db().session.update({
      where: { id: person.sessionId },
      data: { expiresAt: new Date(Date.now() + 5 * 24 * 3600_000) },
    })
    await viewerOf(headersWith(person.cookie))
    await expect.poll(days).toBeCloseTo(7, 1)
  })

  test('no visit moves it past 30 days after the sign-in', async () => {
    const signedIn = new Date(Date.now() - 28 * 24 * 3600_000)
    await db().session.update({
      where: { id: person.sessionId },
      data: { createdAt: signedIn, expiresAt: new Date(Date.now() + 3600_000) },
    })
    await viewerOf(headersWith(person.cookie))
    const end = async () =>
      (await db().session.findUniqueOrThrow({ where: { id: person.sessionId } })).expiresAt.getTime()
    await expect.poll(end).toBe(signedIn.getTime() + 30 * 24 * 3600_000)
  })

  test('each sign-in makes a new token', async () => {
    expect(await signIn(person.email)).not.toBe(person.cookie)
    expect(await db().session.count()).toBe(2)
  })
})

describe('signing in', () => {
  test('the right password opens, a wrong one and an unknown address get the same answer', async () => {
    const user = await createUser()
    const right = await signInBy(user.email, PASSWORD)
    expect(right.status).toBe(200)
    expect(right.headers.getSetCookie()[0]).toMatch(/HttpOnly/i)
    const answers = await Promise.all([
      signInBy(user.email, 'not the one'),
      signInBy('nobody@example.test', 'not the one'),
    ])
    const bodies = await Promise.all(
      answers.map(async (answer) => ({ ...((await answer.json()) as object), requestId: '' })),
    )
    expect(answers.map(({ status }) => status)).toEqual([401, 401])
    expect(bodies[0]).toEqual(bodies[1])
  })

  test('an account takes five wrong passwords from anywhere, then says when to try again', async () => {
    const user = await createUser()
    const statuses: number[] = []
    for (let attempt = 0; attempt < 7; attempt += 1)
      statuses.push((await signInBy(user.email, 'wrong', `198.51.100.${attempt}`)).status)
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
    const refused = await signInBy(user.email, PASSWORD, '198.51.100.99')
    expect(refused.status).toBe(429)
    expect(Number(refused.headers.get('retry-after'))).toBeGreaterThan(0)
  })

  test('a password that is right costs no try', async () => {
    const user = await createUser()
    const statuses: number[] = []
    for (let attempt = 0; attempt < 8; attempt += 1)
      statuses.push((await signInBy(user.email, PASSWORD, `203.0.113.${attempt}`)).status)
    expect(new Set(statuses)).toEqual(new Set([200]))
  })

  test.each([
    '/api/auth/get-session',
    '/api/auth/admin/list-users',
    '/api/auth/sign-up/email',
    '/api/auth/sign-in/email/',
    '/api/auth/SIGN-OUT',
  ])('%s is closed: only what the allow-list names answers', async (path) => {
    for (const method of ['GET', 'POST'] as const) {
      const response = await call(authMount[method], method, path, {
        as: person,
        ...(method === 'POST' ? { body: {} } : {}),
      })
      expect(response.status).toBe(404)
      expect(response.headers.get('content-type')).toContain('application/problem+json')
    }
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import { DELETE as endOne } from '@/app/api/v1/me/sessions/[sessionId]/route'
import { DELETE as endOthers, GET } from '@/app/api/v1/me/sessions/route'
import { authMount } from '@/lib/auth/mount'
import type { SessionItem } from '@/lib/auth/schema'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { emptyDatabase } from '../support/database'
import { call, createPerson, PASSWORD, signIn, type Person } from '../support/people'

const PATH = '/api/v1/me/sessions'
const IPHONE =
  'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Mobile/15E148 Safari/604.1'
let person: Person
let other: Person

beforeEach(async () => {
  await emptyDatabase()
  ;[person, other] = await Promise.all([createPerson(), createPerson()])
})

type Page = { data: SessionItem[]; page: { nextCursor: string | null } }
const page = async (as: Person, query = '') =>
  (await (await call(GET, 'GET', `${PATH}${query}`, { as })).json()) as Page
const end = (sessionId: string, as = person) =>
  call(endOne, 'DELETE', `${PATH}/${sessionId}`, { as, params: { sessionId } })
const isLetIn = async (cookie: string) => (await viewerOf(new Headers({ cookie }))).kind === 'user'

describe('listing one’s sessions', () => {
  test('each says where, since when and whether it is this one; tokens stay inside', async () => {
    const answer = await call(authMount.POST, 'POST', '/api/auth/sign-in/email', {
      body: { email: person.email, password: PASSWORD },
      headers: { 'user-agent': IPHONE },
      address: '203.0.113.9',
    })
    expect(answer.status).toBe(200)
    const { data } = await page(person)
    expect(data).toEqual([
      {
        id: expect.any(String),
        current: false,
        device: 'Safari on iPhone',
        address: '203.0.113.9',
        createdAt: expect.stringMatching(/Z$/),
        lastSeenAt: expect.stringMatching(/Z$/),
      },
      expect.objectContaining({ id: person.sessionId, current: true, device: 'Unknown device', address: null }),
    ])
  })

  test('ended, expired and foreign sessions are not among them, and a cursor walks through many', async () => {
    for (let index = 0; index < 3; index += 1) await signIn(person.email)
    const [newest] = (await page(person)).data
    await db().session.update({ where: { id: newest?.id ?? '' }, data: { expiresAt: new Date(Date.now() - 1000) } })
    const first = await page(person, '?limit=2')
    const second = await page(person, `?limit=2&cursor=${first.page.nextCursor}`)
    expect([first.data.length, second.data.length, second.page.nextCursor]).toEqual([2, 1, null])
    expect(second.data[0]?.id).toBe(person.sessionId)
    const stolen = await call(GET, 'GET', `${PATH}?cursor=${first.page.nextCursor}`, { as: other })
    expect(stolen.status).toBe(400)
  })
})

describe('R-13 ending sessions', () => {
  test('one session ends for good with the next request, the others live on', async () => {
    const cookie = await signIn(person.email)
    const [newest] = (await page(person)).data
    expect((await end(newest?.id ?? '')).status).toBe(204)
    expect(await isLetIn(cookie)).toBe(false)
    expect(await isLetIn(person.cookie)).toBe(true)
    expect((await end(newest?.id ?? '')).status).toBe(404)
  })

  test('nobody ends the session of somebody else', async () => {
    expect((await end(other.sessionId)).status).toBe(404)
    expect(await isLetIn(other.cookie)).toBe(true)
    expect((await end('not-an-id')).status).toBe(404)
    expect(await db().auditEntry.count({ where: { action: 'session.ended' } })).toBe(0)
  })

  test('signing out everywhere else leaves the session that asks, and other people', async () => {
    const cookies = [await signIn(person.email), await signIn(person.email)]
    expect((await call(endOthers, 'DELETE', PATH, { as: person })).status).toBe(204)
    expect(await Promise.all([...cookies, person.cookie, other.cookie].map(isLetIn))).toEqual([
      false,
      false,
      true,
      true,
    ])
    expect((await page(person)).data).toHaveLength(1)
  })

  test('a session that is ended by itself is signed out', async () => {
    expect((await end(person.sessionId)).status).toBe(204)
    expect((await call(GET, 'GET', PATH, { as: person })).status).toBe(401)
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { GET as getUser } from '@/app/api/v1/users/[userId]/route'
import { GET, POST } from '@/app/api/v1/users/route'
import { hashed } from '@/lib/auth/tokens'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { listMails } from '@/lib/dev/inbox'
import type { Problem } from '@/lib/http-schema'
import type { CreatedUser, UserPage } from '@/lib/users/schema'
import { emptyDatabase, sql } from '../support/database'
import { call, createPerson, createUser, signIn, type Person } from '../support/people'

const PATH = '/api/v1/users'
const DAY_MS = 24 * 3600_000
let admin: Person
let person: Person
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foothold-inbox-'))
  process.env.FOOTHOLD_DATA_DIR = folder
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  await emptyDatabase()
  await rm(join(folder, 'inbox'), { recursive: true, force: true })
  admin = await createPerson({ name: 'Ada Admin', role: 'admin' })
  person = await createPerson({ name: 'Ines Rock' })
})

const ask = (query: Record<string, string> = {}, as = admin) =>
  call(GET, 'GET', `${PATH}?${new URLSearchParams(query).toString()}`, { as })
const page = async (query: Record<string, string> = {}) => (await (await ask(query)).json()) as UserPage
const names = async (query: Record<string, string>) => (await page(query)).data.map(({ name }) => name)
const make = (body: unknown, as = admin, headers: Record<string, string> = {}) =>
  call(POST, 'POST', PATH, { as, body, headers })

describe('listing users', () => {
  test('an item is a profile’s name and picture, and when its person came and was last here: nothing else', async () => {
    await db().profile.update({
      where: { userId: person.userId },
      data: { avatarUrl: '/avatars/1.webp', bio: 'Secret?' },
    })
    const { data } = await page({ active: '30d' })
    expect(data.map(({ name }) => name)).toEqual(['Ines Rock', 'Ada Admin'])
    expect(data[0]).toEqual({
      id: person.userId,
      name: 'Ines Rock',
      avatarUrl: '/avatars/1.webp',
      createdAt: expect.stringMatching(/Z$/),
      lastActiveAt: expect.stringMatching(/Z$/),
    })
  })

  test('active keeps those who were here within that time', async () => {
    for (const [name, days] of [
      ['Week', 6],
      ['Month', 29],
      ['Quarter', 89],
      ['Gone', 91],
    ] as const) {
      const { id } = await createUser({ name })
      await db().user.update({ where: { id }, data: { lastActiveAt: new Date(Date.now() - days * DAY_MS) } })
    }
    const here = ['Ines Rock', 'Ada Admin']
    expect(await names({ active: '7d' })).toEqual(['Week', ...here])
    expect(await names({ active: '30d' })).toEqual(['Month', 'Week', ...here])
    expect(await names({ active: '90d' })).toEqual(['Quarter', 'Month', 'Week', ...here])
    expect(await names({})).toEqual(['Gone', 'Quarter', 'Month', 'Week', ...here])
    expect((await ask({ active: '31d' })).status).toBe(422)
  })

  test('q finds a part of the name or the address as it was typed: no wildcards', async () => {
    await createUser({ name: '100 % Granite_er' })
    expect(await names({ q: 'ROCK' })).toEqual(['Ines Rock'])
    expect(await names({ q: person.email.slice(0, 12) })).toEqual(['Ines Rock'])
    expect(await names({ q: '%' })).toEqual(['100 % Granite_er'])
    expect(await names({ q: 'e_e' })).toEqual(['100 % Granite_er'])
    expect(await names({ q: '\\' })).toEqual([])
    expect((await ask({ q: 'x'.repeat(101) })).status).toBe(422)
  })

  test('it is walked by cursor, also between equal instants, and a cursor fits no other list', async () => {
    for (let index = 0; index < 5; index += 1) await createUser({ name: `Same ${index}` })
    await sql(`update users set created_at = now() where name like 'Same%'`)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const { data, page: at }: UserPage = await page({ limit: '2', active: '30d', ...(cursor ? { cursor } : {}) })
      seen.push(...data.map(({ id }) => id))
      cursor = at.nextCursor
    }
    expect([seen.length, new Set(seen).size]).toEqual([7, 7])
    const { nextCursor } = (await page({ limit: '2' })).page
    for (const query of [{ active: '30d' }, { q: 'same' }])
      expect((await ask({ ...query, cursor: nextCursor ?? '' })).status).toBe(400)
  })

  test('nobody but an admin lists, reads or creates users, and a role that was taken counts at once', async () => {
    const read = (as: Person) =>
      call(getUser, 'GET', `${PATH}/${admin.userId}`, { as, params: { userId: admin.userId } })
    const body = { email: 'new@example.test', name: 'New' }
    const all = async (as: Person) => [
      (await ask({}, as)).status,
      (await read(as)).status,
      (await make(body, as)).status,
    ]
    expect(await all(person)).toEqual([403, 403, 403])
    await db().user.update({ where: { id: admin.userId }, data: { role: 'user' } })
    expect(await all(admin)).toEqual([403, 403, 403])
    expect((await call(GET, 'GET', PATH)).status).toBe(401)
    expect(await db().user.count()).toBe(2)
  })
})

describe('creating users', () => {
  test('user and profile are stored as verified, without a password, and a link that sets one is mailed', async () => {
    const response = await make({ email: 'Jon.Field@Example.test', name: 'Jon Field', bio: 'Walks a lot.' })
    expect(response.status).toBe(201)
    const user = (await response.json()) as CreatedUser
    expect(user).toMatchObject({
      email: 'jon.field@example.test',
      name: 'Jon Field',
      role: 'user',
      profile: { bio: 'Walks a lot.', avatarUrl: null },
      invited: true,
    })
    const location = response.headers.get('location') ?? ''
    expect(location).toBe(`${PATH}/${user.id}`)
    const found = await call(getUser, 'GET', location, { as: admin, params: { userId: user.id } })
    const { invited: _, ...account } = user
    expect(await found.json()).toMatchObject(account)
    expect(await db().user.findUnique({ where: { id: user.id }, include: { accounts: true } })).toMatchObject({
      emailVerified: true,
      accounts: [],
    })
    await expect.poll(async () => (await listMails()).length).toBe(1)
    const [mail] = await listMails()
    expect(mail?.to).toBe('jon.field@example.test')
    const link = new URL(mail?.links[0] ?? '')
    expect(link.pathname).toBe('/reset-password')
    const token = link.hash.replace('#token=', '')
    const [row] = await db().verification.findMany()
    expect(row).toMatchObject({ identifier: `reset:${hashed(token)}`, value: user.id })
    expect((row?.expiresAt.getTime() ?? 0) - Date.now()).toBeCloseTo(DAY_MS, -5)
    expect(await db().auditEntry.findFirst({ where: { action: 'user.created' } })).toMatchObject({
      actorId: admin.userId,
      targetId: user.id,
    })
  })

  test('a known address is a conflict that creates and mails nothing', async () => {
    const response = await make({ email: person.email.toUpperCase(), name: 'Twice' })
    expect(response.status).toBe(409)
    expect(((await response.json()) as Problem).errors?.[0]?.path).toBe('email')
    expect(await db().user.count()).toBe(2)
    expect(await db().verification.count()).toBe(0)
    expect(await listMails()).toEqual([])
  })

  test.each([
    [{ name: 'No address' }, 'email'],
    [{ email: 'not one', name: 'X' }, 'email'],
    [{ email: 'new@example.test', name: 'X', role: 'owner' }, 'role'],
    [{ email: 'new@example.test', name: 'X', banned: false }, 'banned'],
    [{ email: 'new@example.test', name: 'X', bio: 'x'.repeat(501) }, 'bio'],
  ])('%j is refused', async (body, path) => {
    const response = await make(body)
    expect(response.status).toBe(422)
    expect(((await response.json()) as Problem).errors?.[0]?.path).toBe(path)
    expect(await db().user.count()).toBe(2)
  })

  test('sent 20 times at once under one Idempotency-Key it makes one user and one mail', async () => {
    const headers = { 'idempotency-key': 'once' }
    const body = { email: 'new@example.test', name: 'New' }
    const responses = await Promise.all(Array.from({ length: 20 }, () => make(body, admin, headers)))
    const statuses = new Set(responses.map(({ status }) => status))
    expect([...statuses].filter((status) => status !== 201 && status !== 409)).toEqual([])
    expect(statuses).toContain(201)
    expect(await db().user.count()).toBe(3)
    await expect.poll(async () => (await listMails()).length).toBe(1)
  })

  test('an admin who signed in long ago signs in again first', async () => {
    await db().session.updateMany({ data: { createdAt: new Date(Date.now() - 16 * 60_000) } })
    const response = await make({ email: 'new@example.test', name: 'New' })
    expect(response.status).toBe(403)
    expect(((await response.json()) as Problem).type).toContain('sign-in-again')
    expect((await ask()).status).toBe(200)
  })
})

describe('when somebody was last here', () => {
  const lastActive = async () => (await db().user.findUniqueOrThrow({ where: { id: person.userId } })).lastActiveAt
  const longAgo = new Date(Date.now() - 60 * DAY_MS)

  test('a sign-in moves it', async () => {
    await db().user.update({ where: { id: person.userId }, data: { lastActiveAt: longAgo } })
    await signIn(person.email)
    expect(Date.now() - (await lastActive()).getTime()).toBeLessThan(10_000)
  })

  test('a visit moves it with the session’s end, at most once a day', async () => {
    await db().user.update({ where: { id: person.userId }, data: { lastActiveAt: longAgo } })
    const visit = () => viewerOf(new Headers({ cookie: person.cookie }))
    await visit()
    await new Promise((resolve) => setTimeout(resolve, 200))
    expect(await lastActive()).toEqual(longAgo)
    await db().session.updateMany({ data: { expiresAt: new Date(Date.now() + 5 * DAY_MS) } })
    await visit()
    await expect.poll(async () => Date.now() - (await lastActive()).getTime()).toBeLessThan(10_000)
  })
})

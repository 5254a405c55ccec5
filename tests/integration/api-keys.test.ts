import { beforeEach, describe, expect, test } from 'vitest'
import { DELETE } from '@/app/api/v1/me/api-keys/[keyId]/route'
import { GET, POST } from '@/app/api/v1/me/api-keys/route'
import { GET as getMe } from '@/app/api/v1/me/route'
import type { ApiKeyItem } from '@/lib/auth/schema'
import { db } from '@/lib/db'
import type { Problem } from '@/lib/http-schema'
import { emptyDatabase } from '../support/database'
import { call, createPerson, type Person } from '../support/people'

const PATH = '/api/v1/me/api-keys'
type NewKey = ApiKeyItem & { key: string }
let person: Person
let other: Person
let addresses = 0

beforeEach(async () => {
  await emptyDatabase()
  ;[person, other] = await Promise.all([createPerson(), createPerson()])
})

const nextAddress = () => `198.51.${(addresses += 1) >> 8}.${addresses % 256}`
const make = (body: unknown, { as = person, headers = {} }: { as?: Person; headers?: Record<string, string> } = {}) =>
  call(POST, 'POST', PATH, { as, body, headers, address: nextAddress() })
const made = async (name = 'Import', scopes = ['read']) => (await (await make({ name, scopes })).json()) as NewKey
const list = async (as = person) =>
  ((await (await call(GET, 'GET', PATH, { as })).json()) as { data: ApiKeyItem[] }).data
const end = (keyId: string, as = person) => call(DELETE, 'DELETE', `${PATH}/${keyId}`, { as, params: { keyId } })
const use = (key: string) => call(getMe, 'GET', '/api/v1/me', { headers: { authorization: `Bearer ${key}` } })

describe('making API keys', () => {
  test('the answer shows the key this once; the database keeps its hash and its first characters', async () => {
    const response = await make({ name: ' Nightly import ', scopes: ['read', 'write'], expiresInDays: 30 })
    expect(response.status).toBe(201)
    const { key, ...item } = (await response.json()) as NewKey
    expect(response.headers.get('location')).toBe(`${PATH}/${item.id}`)
    expect(response.headers.get('cache-control')).toBe('private, no-store')
    expect(key).toMatch(/^fh_[A-Za-z0-9_-]{43}$/)
    expect(item).toMatchObject({
      name: 'Nightly import',
      prefix: key.slice(0, 11),
      scopes: ['read', 'write'],
      lastUsedAt: null,
    })
    expect(Date.parse(item.expiresAt ?? '') - Date.now()).toBeCloseTo(30 * 24 * 3600_000, -5)
    expect(await list()).toEqual([item])
    const stored = await db().apiKey.findUniqueOrThrow({ where: { id: item.id } })
    expect(stored.hash).toHaveLength(43)
    expect(JSON.stringify(await db().auditEntry.findMany())).not.toContain(key.slice(11))
    expect((await use(key)).status).toBe(200)
  })

  test.each([
    [{ scopes: ['read'] }, 'name'],
    [{ name: ' ', scopes: ['read'] }, 'name'],
    [{ name: 'x'.repeat(61), scopes: ['read'] }, 'name'],
    [{ name: 'Key', scopes: [] }, 'scopes'],
    [{ name: 'Key', scopes: ['admin'] }, 'scopes.0'],
    [{ name: 'Key', scopes: ['read', 'read'] }, 'scopes'],
    [{ name: 'Key', scopes: ['read'], expiresInDays: 0 }, 'expiresInDays'],
    [{ name: 'Key', scopes: ['read'], expiresInDays: 366 }, 'expiresInDays'],
    [{ name: 'Key', scopes: ['read'], expiresInDays: 1.5 }, 'expiresInDays'],
    [{ name: 'Key', scopes: ['read'], userId: 'another' }, 'userId'],
  ])('%j is refused', async (body, path) => {
    const response = await make(body)
    expect(response.status).toBe(422)
    expect(((await response.json()) as Problem).errors?.[0]?.path).toBe(path)
    expect(await db().apiKey.count()).toBe(0)
  })

  test('a sign-in older than 15 minutes or a key of one’s own cannot make one', async () => {
    const { key } = await made('First', ['read', 'write'])
    const byKey = await call(POST, 'POST', PATH, {
      headers: { authorization: `Bearer ${key}` },
      body: { name: 'Second', scopes: ['read'] },
    })
    expect(byKey.status).toBe(403)
    await db().session.updateMany({ data: { createdAt: new Date(Date.now() - 16 * 60_000) } })
    const late = await make({ name: 'Second', scopes: ['read'] })
    expect(late.status).toBe(403)
    expect(((await late.json()) as Problem).type).toContain('sign-in-again')
    expect(await db().apiKey.count()).toBe(1)
  })

  test('a request sent twice under one Idempotency-Key makes one key, and the repetition names it without showing it', async () => {
    const headers = { 'idempotency-key': 'once' }
    const body = { name: 'Import', scopes: ['read'] }
    const { key, id } = (await (await make(body, { headers })).json()) as NewKey
    const again = await make(body, { headers })
    expect(again.status).toBe(409)
    expect(again.headers.get('location')).toBe(`${PATH}/${id}`)
    expect(await again.text()).not.toContain(key)
    expect(await db().apiKey.count()).toBe(1)
    expect(JSON.stringify(await db().idempotencyKey.findMany())).not.toContain(key)
  })
})

describe('at most 10 live keys', () => {
  test('the eleventh is refused until one is ended or expires', async () => {
    const keys = []
    for (let index = 0; index < 10; index += 1) keys.push(await made(`Key ${index}`))
    expect((await make({ name: 'More', scopes: ['read'] })).status).toBe(409)
    expect((await make({ name: 'Another’s', scopes: ['read'] }, { as: other })).status).toBe(201)
    expect((await end(keys[3]?.id ?? '')).status).toBe(204)
    expect((await make({ name: 'More', scopes: ['read'] })).status).toBe(201)
    const oldest = keys[0]?.id ?? ''
    await db().apiKey.update({ where: { id: oldest }, data: { expiresAt: new Date(Date.now() - 1) } })
    expect((await list()).map(({ id }) => id)).toContain(oldest)
    expect((await make({ name: 'In its place', scopes: ['read'] })).status).toBe(201)
    expect(await list()).toHaveLength(10)
  })

  test('R-21 of 50 requests at once exactly 10 make a key, in 20 repetitions', { timeout: 180_000 }, async () => {
    for (let repetition = 0; repetition < 20; repetition += 1) {
      const someone = await createPerson()
      const body = { name: 'Key', scopes: ['read'] }
      const responses = await Promise.all(Array.from({ length: 50 }, () => make(body, { as: someone })))
      const of = (status: number) => responses.filter((response) => response.status === status).length
      const stored = await db().apiKey.count({ where: { userId: someone.userId } })
      expect(of(201) + of(409) + of(503)).toBe(50)
      expect(stored).toBe(of(201))
      expect(stored).toBe(10)
      expect(await db().auditEntry.count({ where: { action: 'api-key.created', actorId: someone.userId } })).toBe(10)
    }
  })
})

describe('ending API keys', () => {
  test('the next request with an ended key is refused', async () => {
    const { id, key } = await made()
    expect((await use(key)).status).toBe(200)
    expect((await end(id)).status).toBe(204)
    expect((await use(key)).status).toBe(401)
    expect(await list()).toEqual([])
    expect((await end(id)).status).toBe(404)
  })

  test('nobody sees or ends the key of somebody else', async () => {
    const { id, key } = await made()
    expect(await list(other)).toEqual([])
    expect((await end(id, other)).status).toBe(404)
    expect((await use(key)).status).toBe(200)
    expect(await db().auditEntry.count({ where: { action: 'api-key.ended' } })).toBe(0)
  })
})

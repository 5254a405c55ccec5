import { beforeEach, describe, expect, test } from 'vitest'
import { DELETE as endKey } from '@/app/api/v1/me/api-keys/[keyId]/route'
import { POST as makeKey } from '@/app/api/v1/me/api-keys/route'
import { PATCH } from '@/app/api/v1/me/route'
import { DELETE as endSession } from '@/app/api/v1/me/sessions/[sessionId]/route'
import { DELETE as endOthers } from '@/app/api/v1/me/sessions/route'
import { audit, AUDIT_ACTIONS, listAudit } from '@/lib/auth/audit'
import type { AdminViewer } from '@/lib/auth/identity'
import { authMount } from '@/lib/auth/mount'
import { db, transact } from '@/lib/db'
import { emptyDatabase, sql } from '../support/database'
import { call, createPerson, createUser, PASSWORD, signIn, type Person } from '../support/people'

const ADDRESS = '203.0.113.77'
let person: Person
let admin: AdminViewer

beforeEach(async () => {
  await emptyDatabase()
  person = await createPerson({ name: 'Ines Rock' })
  admin = { ...(await createPerson({ role: 'admin' })), role: 'admin' }
  await sql('truncate audit_entries')
})

const entries = () => db().auditEntry.findMany({ orderBy: [{ at: 'asc' }, { id: 'asc' }] })
const actions = async () => (await entries()).map(({ action }) => action)
const target = { type: 'user', id: null } as const

describe('the audit log', () => {
  test('says who did what, to what and from where, in order', async () => {
    const from = { as: person, address: ADDRESS }
    await signIn(person.email)
    await call(PATCH, 'PATCH', '/api/v1/me', { ...from, body: { name: 'Ines R.' } })
    const body = { name: 'Import', scopes: ['read'] }
    const made = await call(makeKey, 'POST', '/api/v1/me/api-keys', { ...from, body })
    const { id: keyId } = (await made.json()) as { id: string }
    await call(endKey, 'DELETE', `/api/v1/me/api-keys/${keyId}`, { ...from, params: { keyId } })
    await call(endOthers, 'DELETE', '/api/v1/me/sessions', from)
    await signIn(person.email)
    const { id } = await db().session.findFirstOrThrow({
      where: { userId: person.userId, id: { not: person.sessionId } },
    })
    await call(endSession, 'DELETE', `/api/v1/me/sessions/${id}`, { ...from, params: { sessionId: id } })
    await call(authMount.POST, 'POST', '/api/auth/sign-out', from)
    const log = await entries()
    expect(log.map(({ action }) => action)).toEqual([
      'session.signed-in',
      'profile.changed',
      'api-key.created',
      'api-key.ended',
      'session.ended',
      'session.signed-in',
      'session.ended',
      'session.signed-out',
    ])
    expect(log.every(({ actorId }) => actorId === person.userId)).toBe(true)
    expect(log[1]).toMatchObject({
      targetType: 'user',
      targetId: person.userId,
      address: ADDRESS,
      details: { fields: ['name'] },
    })
    expect(log[3]).toMatchObject({ targetType: 'api-key', targetId: keyId, details: { name: 'Import' } })
    expect(log[4]?.details).toEqual({ count: 1 })
    expect(log[6]).toMatchObject({ targetType: 'session', targetId: id })
  })

  test('a sign-in names the device and the address it came from', async () => {
    const user = await createUser()
    await call(authMount.POST, 'POST', '/api/auth/sign-in/email', {
      body: { email: user.email, password: PASSWORD },
      headers: { 'user-agent': 'Mozilla/5.0 (X11; Linux x86_64; rv:145.0) Gecko/20100101 Firefox/145.0' },
      address: ADDRESS,
    })
    expect(await entries()).toMatchObject([
      { actorId: user.id, action: 'session.signed-in', address: ADDRESS, details: { device: 'Firefox on Linux' } },
    ])
  })

  test('an entry stands and falls with the change that it tells of', async () => {
    const failing = transact(async (tx) => {
      await audit(tx, { actor: person.userId, action: 'profile.changed', target, address: null })
      throw new Error('the change failed')
    })
    await expect(failing).rejects.toThrow('the change failed')
    expect(await actions()).toEqual([])
    // And a change whose entry cannot be written does not happen either.
    await sql('alter table audit_entries rename to audit_entries_away')
    try {
      const { status } = await call(PATCH, 'PATCH', '/api/v1/me', { as: person, body: { name: 'Unseen' } })
      expect(status).toBe(500)
    } finally {
      await sql('alter table audit_entries_away rename to audit_entries')
    }
    expect(await db().user.findUnique({ where: { id: person.userId } })).toMatchObject({ name: 'Ines Rock' })
  })

  test('nobody edits or deletes an entry', async () => {
    await audit(null, { actor: null, action: 'user.created', target, address: null })
    await expect(sql(`update audit_entries set action = 'nothing'`)).rejects.toThrow('append-only')
    await expect(sql('delete from audit_entries')).rejects.toThrow('append-only')
    expect(await actions()).toEqual(['user.created'])
  })

  test('an admin reads it newest first by cursor; whoever is gone has no name, and the system never had one', async () => {
    const gone = await createUser({ name: 'Soon gone' })
    for (const actor of [gone.id, person.userId, null])
      await audit(null, { actor, action: 'profile.changed', target, address: null })
    await db().user.delete({ where: { id: gone.id } })
    const first = await listAudit(admin, { limit: 2 })
    expect(first.data.map(({ actorId, actorName }) => [actorId, actorName])).toEqual([
      [null, null],
      [person.userId, 'Ines Rock'],
    ])
    const second = await listAudit(admin, { limit: 2, cursor: first.page.nextCursor ?? '' })
    expect(second.data.map(({ actorId, actorName }) => [actorId, actorName])).toEqual([[gone.id, null]])
    expect(second.page.nextCursor).toBeNull()
  })

  test('an admin reads what one person did and what was done to them, with the name of whom it befell', async () => {
    const other = await createUser({ name: 'Jon Field' })
    const befalls = (id: string) => ({ type: 'user', id }) as const
    await audit(null, { actor: other.id, action: 'profile.changed', target: befalls(other.id), address: null })
    await audit(null, { actor: admin.userId, action: 'user.banned', target: befalls(other.id), address: null })
    await audit(null, { actor: admin.userId, action: 'user.banned', target: befalls(person.userId), address: null })
    const first = await listAudit(admin, { limit: 1, person: other.id })
    expect(first.data).toMatchObject([{ action: 'user.banned', actorId: admin.userId, targetName: 'Jon Field' }])
    const cursor = first.page.nextCursor ?? ''
    const second = await listAudit(admin, { limit: 1, person: other.id, cursor })
    expect(second.data.map(({ action }) => action)).toEqual(['profile.changed'])
    expect(second.page.nextCursor).toBeNull()
    await expect(listAudit(admin, { limit: 1, cursor })).rejects.toThrow('does not belong to this list')
  })

  test('every action has a dotted name and words for people', () => {
    for (const [action, words] of Object.entries(AUDIT_ACTIONS)) {
      expect(action).toMatch(/^[a-z]+(?:-[a-z]+)*\.[a-z]+(?:-[a-z]+)*$/)
      expect(words).toMatch(/^[A-Z][a-zA-Z -]+$/)
    }
  })
})

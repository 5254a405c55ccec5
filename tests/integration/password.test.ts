import { beforeEach, describe, expect, test } from 'vitest'
import { PUT } from '@/app/api/v1/me/password/route'
import { auth } from '@/lib/auth/auth'
import { createPasswordToken } from '@/lib/auth/mutations'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Problem } from '@/lib/http-schema'
import { emptyDatabase } from '../support/database'
import { mailTo, useInbox } from '../support/inbox'
import { call, createPerson, PASSWORD, signIn, type Person } from '../support/people'

useInbox()
let person: Person
beforeEach(async () => {
  await emptyDatabase()
  person = await createPerson()
})

const NEW = 'a wide quiet valley 9'
const change = (currentPassword: string, newPassword = NEW) =>
  call(PUT, 'PUT', '/api/v1/me/password', { as: person, body: { currentPassword, newPassword } })
const isIn = async (cookie: string) => (await viewerOf(new Headers({ cookie }))).kind === 'user'
const problemOf = async (response: Response) => (await response.json()) as Problem

describe('one’s own password', () => {
  test('is changed for the old one: this session stays, every other ends, and so does a link that was mailed', async () => {
    const elsewhere = await signIn(person.email)
    await createPasswordToken(null, person.userId, 60_000)
    expect((await change(PASSWORD)).status).toBe(204)
    expect(await isIn(person.cookie)).toBe(true)
    expect(await isIn(elsewhere)).toBe(false)
    expect(await db().verification.count()).toBe(0)
    await expect(signIn(person.email)).rejects.toThrow()
    await auth().api.signInEmail({ body: { email: person.email, password: NEW } })
    await mailTo(person.email, 'password was changed')
    expect(await db().auditEntry.count({ where: { action: 'password.changed', actorId: person.userId } })).toBe(1)
  })

  test('is not changed for a wrong one; after five wrong ones the right one waits, and the session stays', async () => {
    const wrong = await change('not the one')
    expect(wrong.status).toBe(422)
    expect((await problemOf(wrong)).errors?.[0]?.path).toBe('currentPassword')
    for (let attempt = 0; attempt < 4; attempt += 1) await change('not the one')
    const limited = await change(PASSWORD)
    expect(limited.status).toBe(429)
    expect(Number(limited.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(await isIn(person.cookie)).toBe(true)
    await signIn(person.email)
  })

  test('cannot become a weak one', async () => {
    const refused = await change(PASSWORD, 'Foothold 7!')
    expect(refused.status).toBe(422)
    expect((await problemOf(refused)).errors?.[0]?.path).toBe('newPassword')
    await signIn(person.email)
  })

  test('asks for a sign-in of the last 15 minutes', async () => {
    await db().session.updateMany({ data: { createdAt: new Date(Date.now() - 16 * 60_000) } })
    const refused = await change(PASSWORD)
    expect(refused.status).toBe(403)
    expect((await problemOf(refused)).type).toContain('sign-in-again')
  })

  test('where there is none, says how to set one', async () => {
    await db().account.deleteMany()
    const refused = await change(PASSWORD)
    expect(refused.status).toBe(409)
    expect((await problemOf(refused)).detail).toContain('Forgot password')
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import { authMount } from '@/lib/auth/mount'
import { createPasswordToken } from '@/lib/auth/mutations'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Problem } from '@/lib/http-schema'
import { emptyDatabase } from '../support/database'
import { mailsTo, mailTo, useInbox } from '../support/inbox'
import { call, createPerson, createUser, PASSWORD } from '../support/people'

useInbox()
beforeEach(emptyDatabase)

const NEW = 'a wide quiet valley 9'
let address = 0
const post = (path: string, body: unknown) =>
  call(authMount.POST, 'POST', `/api/auth/${path}`, { body, address: `198.51.100.${(address += 1)}` })
const ask = (email: string) => post('request-password-reset', { email })
const reset = (token: string, password = NEW) => post('reset-password', { token, password })
const signIn = (email: string, password: string) => post('sign-in/email', { email, password })
const tokenFor = async (email: string) => {
  expect((await ask(email)).status).toBe(202)
  return (await mailTo(email, 'Choose a new')).token
}

describe('a lost password', () => {
  test('is replaced by way of a mailed link: every session ends, the old password is worth nothing, and a mail says so', async () => {
    const person = await createPerson()
    const token = await tokenFor(person.email)
    const answer = await reset(token)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ signedIn: false })
    expect(answer.headers.getSetCookie()).toEqual([])
    expect(await viewerOf(new Headers({ cookie: person.cookie }))).toEqual({ kind: 'anonymous' })
    expect((await signIn(person.email, PASSWORD)).status).toBe(401)
    expect((await signIn(person.email, NEW)).status).toBe(200)
    expect((await mailTo(person.email, 'was changed')).link).toContain('/forgot-password')
    expect(await db().auditEntry.findMany({ where: { action: 'password.reset' }, select: { actorId: true } })).toEqual([
      { actorId: person.userId },
    ])
  })

  test('is asked for with the same answer by everyone; nobody has an account by it', async () => {
    const user = await createUser()
    const answers = await Promise.all([ask(user.email), ask('nobody@example.test')])
    const bodies = await Promise.all(answers.map((answer) => answer.json() as Promise<Record<string, unknown>>))
    expect(answers.map(({ status }) => status)).toEqual([202, 202])
    expect(bodies.map(({ inbox, ...body }) => ({ ...body, inbox: typeof inbox }))).toEqual(
      Array(2).fill({ status: 'mail-sent', inbox: 'string' }),
    )
    const mail = await mailTo('nobody@example.test')
    expect(mail).toMatchObject({ subject: expect.stringContaining('no Foothold account') as string, token: '' })
    expect(await db().verification.count()).toBe(2)
  })

  test('cannot fill an inbox: three mails an hour, and the answer stays the same', async () => {
    const user = await createUser()
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await ask(user.email)).status).toBe(202)
    expect(await mailsTo(user.email)).toBe(3)
  })

  test('a link works once, also when it is sent five times at once, and takes the others with it', async () => {
    const user = await createUser()
    const others = await createPasswordToken(null, user.id, 60_000)
    const token = await tokenFor(user.email)
    const statuses = (await Promise.all(Array.from({ length: 5 }, () => reset(token)))).map(({ status }) => status)
    expect(statuses.sort()).toEqual([200, 410, 410, 410, 410])
    expect((await reset(others)).status).toBe(410)
  })

  test('a link works for 10 minutes, and the invented one not at all', async () => {
    const user = await createUser()
    const token = await tokenFor(user.email)
    const { expiresAt, identifier } = await db().verification.findFirstOrThrow()
    expect((expiresAt.getTime() - Date.now()) / 60_000).toBeCloseTo(10, 0)
    expect(identifier).not.toContain(token)
    await db().verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await reset(token)).status).toBe(410)
    expect((await reset('invented')).status).toBe(410)
    expect((await signIn(user.email, PASSWORD)).status).toBe(200)
  })

  test('a weak password is refused by name and spends nothing', async () => {
    const user = await createUser()
    const token = await tokenFor(user.email)
    const refused = await reset(token, 'password123')
    expect(refused.status).toBe(422)
    expect(((await refused.json()) as Problem).errors?.[0]?.path).toBe('password')
    expect((await reset(token)).status).toBe(200)
  })

  test('an invited person, or one who came by way of a provider, sets their first password the same way', async () => {
    const { id, email } = await db().user.create({
      data: { name: 'Invited', email: 'invited@example.test', emailVerified: true },
    })
    expect((await reset(await createPasswordToken(null, id, 24 * 3600_000))).status).toBe(200)
    expect((await signIn(email, NEW)).status).toBe(200)
  })
})

import { beforeEach, describe, expect, test } from 'vitest'
import { POST as confirm } from '@/app/api/v1/email/confirm/route'
import { POST as ask } from '@/app/api/v1/me/email/route'
import { tokenIdentifier } from '@/lib/auth/tokens'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { emptyDatabase } from '../support/database'
import { mailsTo, mailTo, useInbox } from '../support/inbox'
import { call, createPerson, createUser, signIn, type Person } from '../support/people'

useInbox()
let person: Person
let count = 0
let NEW: string
beforeEach(async () => {
  await emptyDatabase()
  person = await createPerson()
  NEW = `new.${(count += 1)}@example.test`
})

const askFor = (email: string) => call(ask, 'POST', '/api/v1/me/email', { as: person, body: { email } })
const spend = (token: string) =>
  call(confirm, 'POST', '/api/v1/email/confirm', { body: { token }, address: `203.0.113.${(count += 1)}` })
const statusOf = async (response: Response) => ((await response.json()) as { status: string }).status
const emailNow = async () => (await db().user.findUniqueOrThrow({ where: { id: person.userId } })).email
const isIn = async (cookie: string) => (await viewerOf(new Headers({ cookie }))).kind === 'user'
async function tokens() {
  expect((await askFor(NEW)).status).toBe(202)
  return { old: (await mailTo(person.email, 'being changed')).token, new: (await mailTo(NEW, 'Confirm')).token }
}

describe('a change of address', () => {
  test.each(['old', 'new'] as const)('happens once both mailboxes agree, the %s one first', async (first) => {
    const elsewhere = await signIn(person.email)
    const mailed = await tokens()
    expect(await statusOf(await spend(mailed[first]))).toBe('waiting')
    expect(await emailNow()).toBe(person.email)
    expect(await statusOf(await spend(mailed[first === 'old' ? 'new' : 'old']))).toBe('changed')
    expect(await emailNow()).toBe(NEW)
    expect(await isIn(person.cookie)).toBe(true)
    expect(await isIn(elsewhere)).toBe(false)
    for (const email of [person.email, NEW]) await mailTo(email, 'was changed')
    await signIn(NEW)
    expect(await db().auditEntry.count({ where: { action: 'email.changed', actorId: person.userId } })).toBe(1)
  })

  test('each link works once, and both at the same moment change it once', async () => {
    const mailed = await tokens()
    const statuses = (await Promise.all([mailed.old, mailed.old, mailed.new, mailed.new].map(spend))).map(
      ({ status }) => status,
    )
    expect(statuses.sort()).toEqual([200, 200, 410, 410])
    expect(await emailNow()).toBe(NEW)
  })

  test('a taken address is told to nobody but its owner, and nothing changes', async () => {
    const owner = await createUser()
    const [taken, free] = [await askFor(owner.email), await askFor(NEW)]
    expect([taken.status, free.status]).toEqual([202, 202])
    expect(await taken.json()).toEqual(await free.json())
    expect((await mailTo(owner.email)).token).toBe('')
  })

  test('an address taken between the question and the answer stays whose it is', async () => {
    const mailed = await tokens()
    await db().user.create({ data: { email: NEW, name: 'Faster' } })
    await spend(mailed.old)
    expect((await spend(mailed.new)).status).toBe(409)
    expect(await emailNow()).toBe(person.email)
    expect(await isIn(person.cookie)).toBe(true)
  })

  test('a half that has expired does not count as a yes, also when it was cleaned away', async () => {
    const mailed = await tokens()
    await db().verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await spend(mailed.old)).status).toBe(410)
    const again = await tokens()
    await db().verification.deleteMany({ where: { identifier: tokenIdentifier('email-change', again.old) } })
    expect((await spend(again.new)).status).toBe(410)
    expect(await emailNow()).toBe(person.email)
  })

  test('a second change ends the first', async () => {
    const first = await tokens()
    await askFor(`other.${NEW}`)
    expect((await spend(first.old)).status).toBe(410)
    expect((await spend((await mailTo(`other.${NEW}`, 'Confirm')).token)).status).toBe(200)
  })

  test('one account reaches at most three strangers an hour', async () => {
    for (let index = 0; index < 5; index += 1) await askFor(`stranger.${index}.${NEW}`)
    const sent = await Promise.all(Array.from({ length: 5 }, (_, index) => mailsTo(`stranger.${index}.${NEW}`)))
    expect(sent).toEqual([1, 1, 1, 0, 0])
  })

  test('asks for a recent sign-in, and for another address than one’s own', async () => {
    expect((await askFor(person.email)).status).toBe(422)
    await db().session.updateMany({ data: { createdAt: new Date(Date.now() - 16 * 60_000) } })
    expect((await askFor(NEW)).status).toBe(403)
    expect(await mailsTo(NEW)).toBe(0)
  })
})

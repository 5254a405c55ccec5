import { symmetricDecrypt } from 'better-auth/crypto'
import { beforeEach, describe, expect, test } from 'vitest'
import { POST as renew } from '@/app/api/v1/me/two-factor/backup-codes/route'
import { POST as confirm } from '@/app/api/v1/me/two-factor/confirm/route'
import { DELETE as disable, POST as start } from '@/app/api/v1/me/two-factor/route'
import { auth } from '@/lib/auth/auth'
import { authMount } from '@/lib/auth/mount'
import { createPasswordToken } from '@/lib/auth/mutations'
import { totpCode } from '@/lib/auth/totp'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import type { Problem } from '@/lib/http-schema'
import { emptyDatabase } from '../support/database'
import { mailTo, useInbox } from '../support/inbox'
import { call, createPerson, PASSWORD, signIn, type Person } from '../support/people'

useInbox()
let person: Person
let address = 0
beforeEach(async () => {
  await emptyDatabase()
  person = await createPerson()
})

const PATH = '/api/v1/me/two-factor'
const secretOf = async ({ userId }: Person) => {
  const { secret } = await db().twoFactor.findFirstOrThrow({ where: { userId } })
  return symmetricDecrypt({ key: (await auth().$context).secretConfig, data: secret })
}
/** The code of `step` steps from now; each works once, so a test that needs two takes neighbours. */
const codeOf = async (someone: Person, step = 0) => totpCode(await secretOf(someone), Date.now() + step * 30_000)
const as = (body?: unknown) => ({ as: person, body })
const confirmBy = (code: string) => call(confirm, 'POST', `${PATH}/confirm`, as({ code }))

async function turnOn(): Promise<string[]> {
  // The code of the step before is good until this one ends.
  const left = 30_000 - (Date.now() % 30_000)
  if (left < 2_000) await new Promise((resolve) => setTimeout(resolve, left))
  expect((await call(start, 'POST', PATH, as({}))).status).toBe(201)
  const answer = await confirmBy(await codeOf(person, -1))
  expect(answer.status).toBe(200)
  return ((await answer.json()) as { backupCodes: string[] }).backupCodes
}

const post = (path: string, body: unknown, cookie = '') =>
  call(authMount.POST, 'POST', `/api/auth/${path}`, {
    body,
    headers: cookie ? { cookie } : {},
    address: `198.51.100.${(address += 1)}`,
  })
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .filter((cookie) => !/Max-Age=0/.test(cookie))
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
const isIn = async (cookie: string) => (await viewerOf(new Headers({ cookie }))).kind === 'user'

/** The first step; what the browser holds after it. */
async function firstStep(): Promise<string> {
  const answer = await post('sign-in/email', { email: person.email, password: PASSWORD })
  expect(answer.status).toBe(200)
  expect(await answer.json()).toEqual({ signedIn: false, twoFactor: true })
  return cookiesOf(answer)
}

describe('setting it up', () => {
  test('shows a secret as text, address and picture; nothing is asked for until a code of it came back', async () => {
    const answer = await call(start, 'POST', PATH, as({}))
    const { secret, uri, qr } = (await answer.json()) as Record<string, string>
    expect(new URL(uri ?? '').searchParams.get('secret')).toBe(secret)
    expect(Buffer.from(qr?.replace('data:image/svg+xml;base64,', '') ?? '', 'base64').toString()).toMatch(/^<svg /)
    const row = await db().twoFactor.findFirstOrThrow()
    expect(row).toMatchObject({ verified: false, userId: person.userId })
    expect(row.secret).not.toContain(await secretOf(person))
    expect((await confirmBy('000000')).status).toBe(422)
    const signedIn = await post('sign-in/email', { email: person.email, password: PASSWORD })
    expect(await signedIn.json()).toEqual({ signedIn: true })
  })

  test('is done with a code: ten backup codes, once; every other session ends; a mail and an entry say so', async () => {
    const elsewhere = await signIn(person.email)
    const codes = await turnOn()
    expect(new Set(codes).size).toBe(10)
    expect(codes.every((code) => /^[a-zA-Z0-9]{5}-[a-zA-Z0-9]{5}$/.test(code))).toBe(true)
    expect((await db().twoFactor.findFirstOrThrow()).backupCodes).not.toContain(codes[0])
    expect([await isIn(person.cookie), await isIn(elsewhere)]).toEqual([true, false])
    await mailTo(person.email, 'sign-in is on')
    expect(await db().auditEntry.count({ where: { action: 'two-factor.enabled', actorId: person.userId } })).toBe(1)
    expect((await call(start, 'POST', PATH, as({}))).status).toBe(409)
    expect((await confirmBy(await codeOf(person, 1))).status).toBe(409)
  })

  test('begun anew, forgets the first secret', async () => {
    await call(start, 'POST', PATH, as({}))
    const first = await codeOf(person)
    await call(start, 'POST', PATH, as({}))
    expect((await confirmBy(first)).status).toBe(422)
    expect(await db().twoFactor.count()).toBe(1)
  })

  test('asks for a sign-in of the last 15 minutes', async () => {
    await db().session.updateMany({ data: { createdAt: new Date(Date.now() - 16 * 60_000) } })
    for (const answer of [await call(start, 'POST', PATH, as({})), await confirmBy('000000')]) {
      expect(answer.status).toBe(403)
      expect(((await answer.json()) as Problem).type).toContain('sign-in-again')
    }
    expect(await db().twoFactor.count()).toBe(0)
  })
})

describe('signing in with it', () => {
  let backupCodes: string[]
  beforeEach(async () => {
    backupCodes = await turnOn()
    await db().session.deleteMany()
  })

  test('the password alone opens nothing and is no sign-in; with a code of the app it is one', async () => {
    const entries = () => db().auditEntry.count({ where: { action: 'session.signed-in' } })
    const before = await entries()
    const half = await firstStep()
    expect(await db().session.count()).toBe(0)
    expect(await isIn(half)).toBe(false)
    expect(await entries()).toBe(before)
    const answer = await post('two-factor/verify-totp', { code: await codeOf(person) }, half)
    expect(answer.status).toBe(200)
    expect(await answer.json()).toEqual({ signedIn: true })
    expect(await isIn(cookiesOf(answer))).toBe(true)
    expect(await entries()).toBe(before + 1)
  })

  test('a code of the app works once, also for someone who has the password too and saw it typed', async () => {
    const [mine, theirs] = [await firstStep(), await firstStep()]
    const code = await codeOf(person)
    const answers = await Promise.all([mine, theirs].map((half) => post('two-factor/verify-totp', { code }, half)))
    expect(answers.map(({ status }) => status).sort()).toEqual([200, 401])
    expect((await post('two-factor/verify-totp', { code }, await firstStep())).status).toBe(401)
    expect(await db().session.count()).toBe(1)
  })

  test('a code that confirmed the set-up does not sign in', async () => {
    expect((await post('two-factor/verify-totp', { code: await codeOf(person, -1) }, await firstStep())).status).toBe(
      401,
    )
  })

  test('a backup code works once, typed with or without spaces around it', async () => {
    const [code = ''] = backupCodes
    const answer = await post('two-factor/verify-backup-code', { code: ` ${code} ` }, await firstStep())
    expect(answer.status).toBe(200)
    expect(await isIn(cookiesOf(answer))).toBe(true)
    await db().verification.updateMany({ data: { expiresAt: new Date(0) } })
    expect((await post('two-factor/verify-backup-code', { code }, await firstStep())).status).toBe(401)
    expect(await db().session.count()).toBe(1)
  })

  test('the first step holds for ten minutes and for one sign-in', async () => {
    const half = await firstStep()
    expect((await post('two-factor/verify-totp', { code: await codeOf(person) }, half)).status).toBe(200)
    expect((await post('two-factor/verify-totp', { code: await codeOf(person, 1) }, half)).status).toBe(410)
    const late = await firstStep()
    await db().verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await post('two-factor/verify-totp', { code: await codeOf(person, 1) }, late)).status).toBe(410)
    expect((await post('two-factor/verify-totp', { code: '123456' })).status).toBe(410)
  })

  test('a session of somebody else beside it does not answer for it', async () => {
    const other = await createPerson()
    const half = await firstStep()
    const answer = await post('two-factor/verify-totp', { code: await codeOf(person) }, `${other.cookie}; ${half}`)
    expect(answer.status).toBe(200)
    expect(await viewerOf(new Headers({ cookie: cookiesOf(answer) }))).toMatchObject({ userId: person.userId })
    expect((await post('two-factor/verify-totp', { code: '123456' }, other.cookie)).status).toBe(410)
  })

  test('who signs in again stays signed in until the code came, and then holds one session', async () => {
    const old = cookiesOf(await post('two-factor/verify-totp', { code: await codeOf(person) }, await firstStep()))
    const answer = await post('sign-in/email', { email: person.email, password: PASSWORD }, old)
    expect(await answer.json()).toEqual({ signedIn: false, twoFactor: true })
    expect(answer.headers.getSetCookie().filter((cookie) => /session/.test(cookie))).toEqual([])
    const both = `${old}; ${cookiesOf(answer)}`
    expect((await post('two-factor/verify-totp', { code: '123456' }, both)).status).toBe(401)
    expect(await isIn(old)).toBe(true)
    const done = await post('two-factor/verify-totp', { code: await codeOf(person, 1) }, both)
    expect(done.status).toBe(200)
    expect(await isIn(cookiesOf(done))).toBe(true)
    expect(await isIn(old)).toBe(false)
    expect(await db().session.count()).toBe(1)
  })

  test('a challenge that another server signed, or nobody, is none', async () => {
    const [name = '', value = ''] = (await firstStep()).split('=')
    const [identifier] = decodeURIComponent(value).split('.')
    for (const forged of [`${identifier}.${'A'.repeat(43)}=`, identifier ?? '']) {
      const answer = await post('two-factor/verify-totp', { code: '123456' }, `${name}=${encodeURIComponent(forged)}`)
      expect(answer.status).toBe(410)
    }
  })

  test('five wrong codes from anywhere, of either kind, and the account waits', async () => {
    const statuses: number[] = []
    for (let attempt = 0; attempt < 7; attempt += 1) {
      const path = attempt % 2 ? 'two-factor/verify-backup-code' : 'two-factor/verify-totp'
      statuses.push((await post(path, { code: `10000${attempt}` }, await firstStep())).status)
    }
    expect(statuses).toEqual([401, 401, 401, 401, 401, 429, 429])
    expect((await post('two-factor/verify-totp', { code: await codeOf(person) }, await firstStep())).status).toBe(429)
  })

  test('a new password ends a sign-in that waits for its code', async () => {
    const half = await firstStep()
    const token = await createPasswordToken(null, person.userId, 60_000)
    expect((await post('reset-password', { token, password: 'a wide quiet valley 9' })).status).toBe(200)
    expect((await post('two-factor/verify-totp', { code: await codeOf(person) }, half)).status).toBe(410)
  })
})

describe('turning it off', () => {
  const turnOff = (body: unknown) => call(disable, 'DELETE', PATH, as(body))

  test('takes the password, ends every other session, and signing in takes one step again', async () => {
    await turnOn()
    expect((await turnOff({ password: 'not the one' })).status).toBe(422)
    expect((await turnOff({ code: await codeOf(person) })).status).toBe(422)
    expect(await db().user.count({ where: { twoFactorEnabled: true } })).toBe(1)
    expect((await turnOff({ password: PASSWORD })).status).toBe(204)
    expect(await db().twoFactor.count()).toBe(0)
    expect(await isIn(person.cookie)).toBe(true)
    await mailTo(person.email, 'sign-in is off')
    const signedIn = await post('sign-in/email', { email: person.email, password: PASSWORD })
    expect(await signedIn.json()).toEqual({ signedIn: true })
    expect((await turnOff({ password: PASSWORD })).status).toBe(409)
  })

  test('takes a code where there is no password', async () => {
    await turnOn()
    await db().account.deleteMany()
    expect((await turnOff({ password: PASSWORD })).status).toBe(409)
    expect((await turnOff({ code: '000000' })).status).toBe(422)
    expect((await turnOff({ code: await codeOf(person) })).status).toBe(204)
  })

  test('new backup codes replace the old, and there are none while it is off', async () => {
    const path = `${PATH}/backup-codes`
    expect((await call(renew, 'POST', path, as())).status).toBe(409)
    const [old = ''] = await turnOn()
    const answer = await call(renew, 'POST', path, as())
    expect(answer.status).toBe(201)
    const { backupCodes } = (await answer.json()) as { backupCodes: string[] }
    expect((await post('two-factor/verify-backup-code', { code: old }, await firstStep())).status).toBe(401)
    expect((await post('two-factor/verify-backup-code', { code: backupCodes[9] }, await firstStep())).status).toBe(200)
  })
})

import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { POST as complete } from '@/app/api/v1/sign-up/complete/route'
import { POST as start } from '@/app/api/v1/sign-up/route'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { listMails } from '@/lib/dev/inbox'
import type { Problem } from '@/lib/http-schema'
import { emptyDatabase } from '../support/database'
import { call, createUser, PASSWORD } from '../support/people'

let EMAIL: string
let folder: string
let address = 0

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'foothold-inbox-'))
  process.env.FOOTHOLD_DATA_DIR = folder
})
afterAll(() => rm(folder, { recursive: true }))
beforeEach(async () => {
  EMAIL = `new.person+${(address += 1)}@example.test`
  await emptyDatabase()
  await rm(join(folder, 'inbox'), { recursive: true, force: true })
})

const nextAddress = () => `198.51.100.${(address += 1)}`
const ask = (email: string) => call(start, 'POST', '/api/v1/sign-up', { body: { email }, address: nextAddress() })
const finish = (token: string, password = PASSWORD, name = 'New Person') =>
  call(complete, 'POST', '/api/v1/sign-up/complete', { body: { token, name, password }, address: nextAddress() })

async function mailTo(email: string) {
  await expect.poll(async () => (await listMails()).some(({ to }) => to === email)).toBe(true)
  const mail = (await listMails()).find(({ to }) => to === email)
  return { subject: mail?.subject ?? '', link: mail?.links[0] ?? '' }
}
async function mailedToken(email: string): Promise<string> {
  return new URL((await mailTo(email)).link).hash.replace('#token=', '')
}

describe('signing up', () => {
  test('an address alone makes no user; its link makes a verified one with a profile, signed in', async () => {
    expect((await ask(EMAIL.replace('new.person', 'New.Person'))).status).toBe(202)
    const token = await mailedToken(EMAIL)
    expect(await db().user.count()).toBe(0)
    const response = await finish(token)
    expect(response.status).toBe(201)
    expect(await response.json()).toEqual({ signedIn: true })
    const cookie = response.headers
      .getSetCookie()
      .map((each) => each.split(';')[0])
      .join('; ')
    expect(await viewerOf(new Headers({ cookie }))).toMatchObject({
      kind: 'user',
      email: EMAIL,
      name: 'New Person',
      role: 'user',
    })
    const user = await db().user.findUniqueOrThrow({
      where: { email: EMAIL },
      include: { profile: true, accounts: true },
    })
    expect(user).toMatchObject({ emailVerified: true, profile: { bio: '' } })
    expect(user.accounts[0]?.password).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$/)
  })

  test('a known address gets the same answer and a mail that says so', async () => {
    const user = await createUser()
    const [known, unknown] = await Promise.all([ask(user.email), ask(EMAIL)])
    const shape = async (response: Response) => ({
      status: response.status,
      ...((await response.json()) as object),
      inbox: '',
    })
    expect(await shape(known)).toEqual(await shape(unknown))
    expect((await mailTo(user.email)).subject).toContain('already')
    expect((await mailTo(user.email)).link).not.toContain('token')
    expect(await db().user.count()).toBe(1)
  })

  test('nobody can fill an inbox: the fourth mail in an hour does not leave, and the answer stays the same', async () => {
    const email = 'flooded@example.test'
    for (let attempt = 0; attempt < 5; attempt += 1) expect((await ask(email)).status).toBe(202)
    await mailTo(email)
    await new Promise((resolve) => setTimeout(resolve, 100))
    expect((await listMails()).filter(({ to }) => to === email)).toHaveLength(3)
  })

  test('a token works once, also when it is sent twice at the same time', async () => {
    await ask(EMAIL)
    const token = await mailedToken(EMAIL)
    const statuses = (await Promise.all([finish(token), finish(token), finish(token)]))
      .map(({ status }) => status)
      .sort()
    expect(statuses).toEqual([201, 410, 410])
    expect(await db().user.count()).toBe(1)
    expect((await finish(token)).status).toBe(410)
  })

  test('an expired or invented token is 410, and the token is stored hashed', async () => {
    await ask(EMAIL)
    const token = await mailedToken(EMAIL)
    expect((await db().verification.findFirstOrThrow()).identifier).not.toContain(token)
    await db().verification.updateMany({ data: { expiresAt: new Date(Date.now() - 1000) } })
    expect((await finish(token)).status).toBe(410)
    expect((await finish('invented')).status).toBe(410)
    expect(await db().user.count()).toBe(0)
  })

  test('an address taken meanwhile is 409, and its owner keeps their password', async () => {
    await ask(EMAIL)
    const token = await mailedToken(EMAIL)
    await db().user.create({ data: { email: EMAIL, name: 'Faster' } })
    expect((await finish(token)).status).toBe(409)
    expect(await db().account.count()).toBe(0)
  })

  test.each(['short', 'password123', 'aaaaaaaaaaaa', 'Foothold!!', 'Foothold 7!', 'Qwertyuiop1!'])(
    'the password %s is refused by name and spends nothing',
    async (password) => {
      await ask(EMAIL)
      const token = await mailedToken(EMAIL)
      const response = await finish(token, password)
      expect(response.status).toBe(422)
      expect(((await response.json()) as Problem).errors?.[0]?.path).toBe('password')
      expect((await finish(token)).status).toBe(201)
    },
  )
})

import { beforeEach, describe, expect, test } from 'vitest'
import { GET as me } from '@/app/api/v1/me/route'
import { GET as getPost } from '@/app/api/v1/posts/[postId]/route'
import { GET as listPosts } from '@/app/api/v1/posts/route'
import { GET, PATCH } from '@/app/api/v1/users/[userId]/route'
import { DELETE } from '@/app/api/v1/users/[userId]/sessions/route'
import type { AdminViewer } from '@/lib/auth/identity'
import { updateAccess } from '@/lib/auth/mutations'
import { clearMemoryCache } from '@/lib/cache'
import { db, isDatabaseUnavailable } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Problem } from '@/lib/http-schema'
import type { PostPage } from '@/lib/posts/schema'
import type { UpdateUserInput, UserAccount } from '@/lib/users/schema'
import { emptyDatabase } from '../support/database'
import { call, createApiKey, createPerson, signIn, type Person } from '../support/people'

const ADDRESS = '203.0.113.77'
let admin: Person
let person: Person

beforeEach(async () => {
  await emptyDatabase()
  clearMemoryCache()
  admin = await createPerson({ name: 'Ada Admin', role: 'admin' })
  person = await createPerson({ name: 'Ines Rock' })
})

const at = (userId: string) => `/api/v1/users/${userId}`
const change = (body: unknown, { userId } = person, as = admin) =>
  call(PATCH, 'PATCH', at(userId), { as, body, params: { userId }, address: ADDRESS })
const endSessions = (userId = person.userId, as = admin) =>
  call(DELETE, 'DELETE', `${at(userId)}/sessions`, { as, params: { userId }, address: ADDRESS })
const problemOf = async (response: Response) => (await response.json()) as Problem
const statusOf = async (as: Person) => (await call(me, 'GET', '/api/v1/me', { as })).status
const stored = ({ userId } = person) => db().user.findUniqueOrThrow({ where: { id: userId } })
const entries = () =>
  db().auditEntry.findMany({
    where: { action: { not: 'session.signed-in' } },
    orderBy: [{ at: 'asc' }, { id: 'asc' }],
    select: { actorId: true, action: true, targetId: true, address: true, details: true },
  })
const entry = (action: string, details: object) => ({
  actorId: admin.userId,
  action,
  targetId: person.userId,
  address: ADDRESS,
  details,
})
const makeAdmin = { role: 'admin', seenRole: 'user' } as const
const makeUser = { role: 'user', seenRole: 'admin' } as const

describe('a role', () => {
  test('is given and taken, counts with the next request, and is told to the log', async () => {
    const other = await createPerson()
    expect((await change({ banned: true }, other, person)).status).toBe(403)
    const given = await change(makeAdmin)
    expect(given.status).toBe(200)
    expect((await given.json()) as UserAccount).toMatchObject({ id: person.userId, role: 'admin', banned: false })
    expect((await change({ banned: true }, other, person)).status).toBe(200)
    expect((await change(makeUser)).status).toBe(200)
    expect((await change({ banned: false }, other, person)).status).toBe(403)
    const log = await entries()
    expect(log[0]).toEqual(entry('role.changed', { from: 'user', to: 'admin' }))
    expect(log.at(-1)).toEqual(entry('role.changed', { from: 'admin', to: 'user' }))
  })

  test('is set only over the one that was seen: two who click at once do not undo each other', async () => {
    const answers = await Promise.all([change(makeAdmin), change(makeAdmin)])
    expect(answers.map(({ status }) => status).toSorted()).toEqual([200, 409])
    expect((await stored()).role).toBe('admin')
    expect(await entries()).toHaveLength(1)
    const late = await change(makeAdmin)
    expect(late.status).toBe(409)
    expect((await problemOf(late)).detail).toContain('"admin"')
  })

  test('that is the same already is no change and no entry', async () => {
    expect((await change({ role: 'user', seenRole: 'user' })).status).toBe(200)
    expect(await entries()).toEqual([])
  })
})

describe('a ban', () => {
  test('ends every session and key at once, keeps its reason, and is lifted again', async () => {
    await signIn(person.email)
    const { headers } = await createApiKey(person, ['read'])
    const withKey = async () => (await call(me, 'GET', '/api/v1/me', { headers })).status
    expect([await statusOf(person), await withKey()]).toEqual([200, 200])

    const banned = await change({ banned: true, reason: 'Writes advertisements.' })
    expect(banned.status).toBe(200)
    expect(await banned.json()).toMatchObject({ banned: true, banReason: 'Writes advertisements.' })
    expect([await statusOf(person), await withKey()]).toEqual([401, 401])
    expect(await db().session.count({ where: { userId: person.userId } })).toBe(0)
    await expect(signIn(person.email)).rejects.toThrow()

    expect((await change({ banned: false })).status).toBe(200)
    expect(await stored()).toMatchObject({ banned: false, banReason: null })
    expect([await statusOf(person), await withKey()]).toEqual([401, 200])
    await signIn(person.email)
    expect(await entries()).toEqual([
      entry('user.banned', { reason: 'Writes advertisements.' }),
      entry('user.unbanned', {}),
    ])
  })

  test('takes what its person published out of every public view, and back when it is lifted', async () => {
    const publishedAt = new Date(Date.now() - 1000)
    const write = (slug: string, authorId: string) =>
      db().post.create({
        data: { slug, authorId, title: `Granite ${slug}`, content: 'Stone', published: true, publishedAt },
      })
    const post = await write('theirs', person.userId)
    await write('of-another', admin.userId)
    const found = async (query: string) => {
      const response = await call(listPosts, 'GET', `/api/v1/posts?${query}`)
      return ((await response.json()) as PostPage).data.map(({ slug }) => slug).toSorted()
    }
    const seen = async () => [
      await found('limit=10'),
      await found('q=granite'),
      await found(`author=${person.userId}`),
      (await call(getPost, 'GET', `/api/v1/posts/${post.id}`, { params: { postId: post.id } })).status,
    ]
    const both = ['of-another', 'theirs']
    expect(await seen()).toEqual([both, both, ['theirs'], 200])
    await change({ banned: true })
    expect(await seen()).toEqual([['of-another'], ['of-another'], [], 404])
    await change({ banned: false })
    expect(await seen()).toEqual([both, both, ['theirs'], 200])
  })

  test('is told to the log once; another reason is another entry', async () => {
    for (const reason of ['One.', 'One.', 'Two.']) await change({ banned: true, reason })
    expect((await entries()).map(({ details }) => details)).toEqual([{ reason: 'One.' }, { reason: 'Two.' }])
  })
})

describe('signing somebody out everywhere', () => {
  test('leaves no session, and the person may sign in again', async () => {
    await signIn(person.email)
    expect((await endSessions()).status).toBe(204)
    expect(await statusOf(person)).toBe(401)
    expect(await statusOf(admin)).toBe(200)
    await signIn(person.email)
    expect(await entries()).toEqual([entry('session.ended', { count: 2 })])
  })

  test('of somebody who does not exist is 404', async () => {
    expect((await endSessions(crypto.randomUUID())).status).toBe(404)
  })
})

describe('whoever', () => {
  const nothingChanged = async () => {
    expect(await stored()).toMatchObject({ role: 'user', banned: false })
    expect(await statusOf(person)).toBe(200)
    expect(await entries()).toEqual([])
  }

  test('is no admin changes nothing of others', async () => {
    const other = await createPerson()
    const asked = [change(makeAdmin, person, other), change({ banned: true }, person, other)]
    const statuses = (await Promise.all([...asked, endSessions(person.userId, other)])).map(({ status }) => status)
    expect(statuses).toEqual([403, 403, 403])
    const key = await createApiKey(admin, ['read', 'write'])
    const options = { headers: key.headers, params: { userId: person.userId } }
    expect((await call(PATCH, 'PATCH', at(person.userId), { ...options, body: makeAdmin })).status).toBe(403)
    await nothingChanged()
  })

  test('signed in long ago signs in again first', async () => {
    await db().session.updateMany({
      where: { userId: admin.userId },
      data: { createdAt: new Date(Date.now() - 16 * 60_000) },
    })
    for (const answer of [await change(makeAdmin), await change({ banned: true }), await endSessions()]) {
      expect(answer.status).toBe(403)
      expect((await problemOf(answer)).type).toContain('sign-in-again')
    }
    await nothingChanged()
  })

  test('is an admin cannot change themselves', async () => {
    for (const body of [makeUser, { banned: true }]) expect((await change(body, admin)).status).toBe(409)
    expect(await stored(admin)).toMatchObject({ role: 'admin', banned: false })
  })

  test.each([
    [{}, ''],
    [{ role: 'admin' }, 'seenRole'],
    [{ seenRole: 'user' }, ''],
    [{ role: 'owner', seenRole: 'user' }, 'role'],
    [{ banned: false, reason: 'Why?' }, 'reason'],
    [{ banned: true, reason: 'x'.repeat(201) }, 'reason'],
    [{ banned: true, email: 'new@example.test' }, 'email'],
  ])('sends %j is told what is wrong with it', async (body, path) => {
    const response = await change(body)
    expect(response.status).toBe(422)
    expect((await problemOf(response)).errors?.[0]?.path).toBe(path)
    await nothingChanged()
  })

  test('asks for somebody who does not exist gets 404', async () => {
    const nobody = { ...person, userId: crypto.randomUUID() }
    expect((await change({ banned: true }, nobody)).status).toBe(404)
    expect((await call(GET, 'GET', at(nobody.userId), { as: admin, params: { userId: nobody.userId } })).status).toBe(
      404,
    )
  })
})

describe('R-21 removal of the last admin', () => {
  const adminViewer = async (index: number): Promise<AdminViewer> => {
    const email = `admin-${index}-${crypto.randomUUID()}@example.test`
    const { id } = await db().user.create({ data: { email, name: 'Admin', role: 'admin', emailVerified: true } })
    const session = { sessionId: id, signedInAt: new Date(), image: null }
    return { kind: 'user', userId: id, name: 'Admin', email, role: 'admin', ...session }
  }
  /** What became of it. Anything else fails the test. */
  const outcome = async (viewer: AdminViewer, target: AdminViewer, input: UpdateUserInput) => {
    try {
      await updateAccess(viewer, target.userId, input, null)
      return 'done'
    } catch (error) {
      if (error instanceof AppError && (error.code === 'conflict' || error.code === 'forbidden')) return error.code
      if (isDatabaseUnavailable(error) || (error instanceof AppError && error.code === 'unavailable')) return 'busy'
      throw error
    }
  }
  const left = () => db().user.count({ where: { role: 'admin', banned: false } })

  test.each([
    ['take the role from', makeUser],
    ['ban', { banned: true }],
  ])(
    'of 50 admins who %s the next one at the same moment some admin stays, in 20 repetitions',
    async (_, input) => {
      for (let repetition = 0; repetition < 20; repetition += 1) {
        await emptyDatabase()
        const admins = await Promise.all(Array.from({ length: 50 }, (_, index) => adminViewer(index)))
        const outcomes = await Promise.all(
          admins.map((viewer, index) => outcome(viewer, admins[(index + 1) % 50] ?? viewer, input)),
        )
        const done = outcomes.filter((each) => each === 'done').length
        expect(done).toBeGreaterThanOrEqual(1)
        expect(await left()).toBe(50 - done)
        expect(await left()).toBeGreaterThanOrEqual(1)
        expect(await db().auditEntry.count()).toBe(done)
      }
    },
    180_000,
  )

  test('two who turn on each other 25 times each leave one admin, whichever way', async () => {
    for (const [one, other] of [
      [makeUser, makeUser],
      [{ banned: true }, { banned: true }],
      [makeUser, { banned: true }],
    ] as const) {
      await emptyDatabase()
      const [first, second] = await Promise.all([adminViewer(1), adminViewer(2)])
      const outcomes = await Promise.all(
        Array.from({ length: 50 }, (_, index) =>
          index % 2 ? outcome(first, second, one) : outcome(second, first, other),
        ),
      )
      expect(await left()).toBe(1)
      const winner = await db().user.findFirstOrThrow({ where: { role: 'admin', banned: false } })
      const [loserIs] = winner.id === first.userId ? [second] : [first]
      expect(await outcome(loserIs, winner.id === first.userId ? first : second, makeUser)).toBe('conflict')
      expect(outcomes).toContain('done')
    }
  }, 60_000)
})

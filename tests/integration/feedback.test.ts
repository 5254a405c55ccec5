import { beforeEach, describe, expect, test } from 'vitest'
import { GET as getOne } from '@/app/api/v1/feedback/[feedbackId]/route'
import { GET, POST } from '@/app/api/v1/feedback/route'
import { GET as exportMe } from '@/app/api/v1/me/export/route'
import { db } from '@/lib/db'
import type { Feedback, FeedbackPage } from '@/lib/feedback/schema'
import type { Problem } from '@/lib/http-schema'
import { deleteAccount } from '@/lib/users/mutations'
import { emptyDatabase } from '../support/database'
import { call, createApiKey, createPerson, type Person } from '../support/people'

const PATH = '/api/v1/feedback'
const thought = { kind: 'idea', text: 'Show reads per hour.', page: '/dashboard' }
let person: Person
let other: Person
let admin: Person

beforeEach(async () => {
  await emptyDatabase()
  ;[person, other, admin] = await Promise.all([createPerson(), createPerson(), createPerson({ role: 'admin' })])
})

const send = (body: unknown, as = person, headers: Record<string, string> = {}) =>
  call(POST, 'POST', PATH, { as, body, headers })
const sent = async (text: string, as = person) => (await (await send({ ...thought, text }, as)).json()) as Feedback
const read = (feedbackId: string, as: Person) =>
  call(getOne, 'GET', `${PATH}/${feedbackId}`, { as, params: { feedbackId } })
const list = async (query = '', as = admin) => call(GET, 'GET', `${PATH}${query}`, { as })

describe('sending feedback', () => {
  test('it is stored with its sender and page, and its address answers the sender and admins alone', async () => {
    const response = await send({ ...thought, text: '  Show reads per hour.\n\nPlease. ' })
    expect(response.status).toBe(201)
    const feedback = (await response.json()) as Feedback
    expect(feedback).toMatchObject({ kind: 'idea', text: 'Show reads per hour.\n\nPlease.', page: '/dashboard' })
    expect(feedback.sender).toEqual({ id: person.userId, name: person.name, email: person.email })
    expect(response.headers.get('location')).toBe(`${PATH}/${feedback.id}`)
    expect(await db().feedback.count({ where: { userId: person.userId } })).toBe(1)
    expect((await read(feedback.id, person)).status).toBe(200)
    expect((await read(feedback.id, admin)).status).toBe(200)
    expect((await read(feedback.id, other)).status).toBe(404)
  })

  test.each([
    [{ kind: 'rant' }, 'kind'],
    [{ text: '   ' }, 'text'],
    [{ text: 'x'.repeat(2001) }, 'text'],
    [{ text: 'a\u0000b' }, 'text'],
    [{ page: 'https://elsewhere.test/' }, 'page'],
    [{ page: '//elsewhere.test' }, 'page'],
    [{ page: '/reset-password#token=secret' }, 'page'],
    [{ page: '/posts?q=secret' }, 'page'],
    [{ userId: 'another' }, 'userId'],
  ])('%j is refused', async (fields, path) => {
    const response = await send({ ...thought, ...fields })
    expect(response.status).toBe(422)
    expect(((await response.json()) as Problem).errors?.[0]?.path).toBe(path)
    expect(await db().feedback.count()).toBe(0)
  })

  test('sent twice under one Idempotency-Key it is there once', async () => {
    const headers = { 'idempotency-key': 'once' }
    const first = await (await send(thought, person, headers)).json()
    const again = await send(thought, person, headers)
    expect(again.headers.get('idempotency-replayed')).toBe('true')
    expect(await again.json()).toEqual(first)
    expect(await db().feedback.count()).toBe(1)
  })

  test('nobody sends it unnamed or through an API key', async () => {
    const { headers } = await createApiKey(person, ['read', 'write'])
    expect((await call(POST, 'POST', PATH, { body: thought })).status).toBe(401)
    expect((await call(POST, 'POST', PATH, { body: thought, headers })).status).toBe(403)
    expect(await db().feedback.count()).toBe(0)
  })
})

describe('reading feedback', () => {
  test('admins page through all of it, newest first, each once; others are refused', async () => {
    const texts = ['one', 'two', 'three', 'four', 'five']
    for (const text of texts) await sent(text, text === 'three' ? other : person)
    const seen: string[] = []
    let cursor: string | null = ''
    while (cursor !== null) {
      const answer: FeedbackPage = (await (
        await list(`?limit=2${cursor ? `&cursor=${cursor}` : ''}`)
      ).json()) as FeedbackPage
      seen.push(...answer.data.map(({ text }) => text))
      cursor = answer.page.nextCursor
    }
    expect(seen).toEqual(texts.reverse())
    expect((await list('', person)).status).toBe(403)
  })

  test('a kind is kept alone, and its cursor does not fit another list', async () => {
    await send({ ...thought, kind: 'problem', text: 'A' })
    await send({ ...thought, kind: 'problem', text: 'B' })
    await sent('C')
    const { data, page } = (await (await list('?kind=problem&limit=1')).json()) as FeedbackPage
    expect(data.map(({ text }) => text)).toEqual(['B'])
    expect((await list(`?cursor=${page.nextCursor}`)).status).toBe(400)
  })
})

describe('the sender', () => {
  test('takes it along in the export, and it is gone with the account', async () => {
    const { id } = await sent('Mine')
    await sent('Somebody else’s', other)
    const exported = (await (await call(exportMe, 'GET', '/api/v1/me/export', { as: person })).json()) as {
      feedback: Feedback[]
    }
    expect(exported.feedback.map((each) => each.id)).toEqual([id])
    await deleteAccount(person, person.email, { address: null })
    expect((await read(id, admin)).status).toBe(404)
    expect(await db().feedback.count()).toBe(1)
  })
})

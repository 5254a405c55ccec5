// The same write sent twice, twenty times, or again after the app was killed in the middle: it happens once.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { operations } from '@/app/api/openapi.json/operations'
import { pause } from '../../scripts/lib/processes.mjs'
import { asker, jsonOf, openContract, type Contract } from '../support/contract'
import { show, statuses } from '../support/figures'
import { changed, emptyTables, fingerprint, pool, tablesWith } from '../support/fingerprint'
import { arrive, newPerson, newScene, type Person } from '../support/scene'
import { pathOf, sendingOf, successOf } from './asking'

const AT_ONCE = 20
const idempotent = operations.filter((operation) => operation.idempotent && !operation.secret)
const secret = operations.filter((operation) => operation.idempotent && operation.secret)

let contract: Contract
let author: Person
beforeAll(async () => {
  contract = await openContract('double-submit')
})
afterAll(() => contract?.stop())
beforeEach(async () => {
  await emptyTables()
  author = await newPerson()
})

const postsOf = async (title: string): Promise<number> =>
  (await pool().query('select 1 from posts where title = $1', [title])).rows.length
const write = (key: string, title: string, ask = contract.ask) =>
  ask('/api/v1/posts', { method: 'POST', as: author, body: { title }, headers: { 'idempotency-key': key } })

describe('R-20 double submit', () => {
  test('twenty at once with one key make one post; the others replay it or are told to wait', async () => {
    const [key, title] = [randomUUID(), `Once ${randomUUID()}`]
    // Connections are there already, as they are in a process that has served anybody.
    const own = () => contract.ask('/api/v1/posts?mine=true', { as: author })
    for (let round = 0; round < 3; round += 1) await Promise.all(Array.from({ length: AT_ONCE }, own))
    const answers = await Promise.all(Array.from({ length: AT_ONCE }, () => write(key, title)))
    const made = answers.filter(({ status }) => status === 201)
    const first = made.filter(({ headers }) => headers['idempotency-replayed'] === undefined)
    const again = await write(key, title)
    show('R-20 twenty at once', { answered: statuses(answers), rows: await postsOf(title), executions: first.length })
    expect(await postsOf(title)).toBe(1)
    expect(first).toHaveLength(1)
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
    expect(new Set(made.map(({ text }) => text))).toEqual(new Set([first[0]?.text]))
    expect(new Set(made.map(({ headers }) => headers.location))).toEqual(new Set([first[0]?.headers.location]))
    expect([again.status, again.text, again.headers['idempotency-replayed']]).toEqual([201, first[0]?.text, 'true'])
  })

  test('the same key with another body, or of another person, is not a replay', async () => {
    const key = randomUUID()
    const [one, other] = [`One ${randomUUID()}`, `Other ${randomUUID()}`]
    expect((await write(key, one)).status).toBe(201)
    const reused = await write(key, other)
    expect(reused.status).toBe(422)
    expect(jsonOf(reused)).toMatchObject({ type: expect.stringMatching(/#idempotency-key-reused$/) })
    expect(await postsOf(other)).toBe(0)
    author = await newPerson()
    const theirs = await write(key, other)
    expect(theirs.status).toBe(201)
    expect(theirs.headers['idempotency-replayed']).toBeUndefined()
    expect(await postsOf(other)).toBe(1)
  })

  test('a key that is no key is refused, and nothing is written', async () => {
    const before = await fingerprint()
    for (const key of ['', 'x'.repeat(256), 'two words\u00e9', 'a\tb'])
      expect((await write(key, 'Never')).status, JSON.stringify(key)).toBeGreaterThanOrEqual(400)
    expect(changed(before, await fingerprint())).toEqual([])
  })

  test.each(idempotent.map((operation) => [operation.id, operation] as const))(
    '%s is done once',
    async (_, operation) => {
      const { row, actor } = successOf(operation)
      const scene = await newScene()
      const as = await arrive(actor, scene)
      const asked = (await row.ask?.(scene)) ?? {}
      const headers = { 'idempotency-key': randomUUID() }
      const ask = () => contract.ask(pathOf(operation, asked), { as, ...sendingOf(operation, asked), headers })
      const first = await ask()
      expect(first.status).toBe(operation.status ?? 200)
      const between = await fingerprint()
      const answers = [await ask(), await ask()]
      expect(answers.map(({ status, text }) => [status, text])).toEqual(answers.map(() => [first.status, first.text]))
      expect(changed(between, await fingerprint())).toEqual([])
    },
  )

  test.each(secret.map((operation) => [operation.id, operation] as const))(
    '%s keeps its secret: a repeat names what was made and makes nothing',
    async (_, operation) => {
      const { row, actor } = successOf(operation)
      const scene = await newScene()
      const as = await arrive(actor, scene)
      const asked = (await row.ask?.(scene)) ?? {}
      const headers = { 'idempotency-key': randomUUID() }
      const ask = () => contract.ask(pathOf(operation, asked), { as, ...sendingOf(operation, asked), headers })
      const first = await ask()
      expect(first.status).toBe(operation.status ?? 200)
      const between = await fingerprint()
      const again = await ask()
      const { id } = jsonOf(first) as { id: string }
      expect([again.status, again.headers.location]).toEqual([409, first.headers.location])
      expect(again.text).toContain(id)
      expect(changed(between, await fingerprint())).toEqual([])
      for (const value of Object.values(jsonOf(first) as Record<string, unknown>))
        if (typeof value === 'string' && value.startsWith('fh_') && value.length > 20)
          expect(await tablesWith(value)).toEqual([])
    },
  )

  test('killed in the middle and started again, the retry makes one post', async () => {
    const counts: number[] = []
    let app = await contract.addApp('killed')
    for (const delayMs of [2, 8, 25]) {
      const [key, title] = [randomUUID(), `Killed ${randomUUID()}`]
      await asker(app)('/api/v1/posts?mine=true', { as: author })
      const cut = write(key, title, asker(app))
      await pause(delayMs)
      await app.stop('SIGKILL')
      const { status } = await cut
      app = await contract.addApp('killed', { port: app.port })
      let retry = await write(key, title, asker(app))
      // The dead process's transaction holds the key until the database notices that nobody is there.
      for (let tries = 0; retry.status === 409 && tries < 50; tries += 1) {
        await pause(100)
        retry = await write(key, title, asker(app))
      }
      expect(retry.status, `after ${delayMs} ms, when the first got ${status}`).toBe(201)
      counts.push(await postsOf(title))
    }
    show('R-20 killed in the middle', { 'rows of each': counts.join(' ') })
    expect(counts).toEqual(counts.map(() => 1))
  })
})

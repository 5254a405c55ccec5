// Who may what, asked of the production build: every operation, route, page and key of `auth.api`, by every kind of actor.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { auth } from '@/lib/auth/auth'
import { inProject } from '../../scripts/lib/project.mjs'
import { jsonOf, openContract, type Contract } from '../support/contract'
import { show } from '../support/figures'
import { changed, emptyTables, fingerprint } from '../support/fingerprint'
import { ACTORS, arrive, newScene, type ActorName, type Credentials, type Scene } from '../support/scene'
import type { Answer } from '../support/send'
import { addresses, authApi, pages } from './access-addresses'
import { rows, type Asked, type Row } from './access-matrix'
import { nameOf, operationOf, pathOf, sendingOf } from './asking'
import { operations } from '@/app/api/openapi.json/operations'

let contract: Contract
beforeAll(async () => {
  contract = await openContract('access')
})
afterAll(() => contract?.stop())
beforeEach(emptyTables)

const figures = { cells: 0, denials: 0, 'unexpected 2xx': 0, 'side effects': 0, 'foreign texts': 0 }
const OWNERS: ActorName[] = ['owner', 'stale', 'read-key', 'write-key', 'both-key']

const sorted = (list: Iterable<string>) => [...new Set(list)].toSorted()
const manifest = (): string[] =>
  Object.entries(
    JSON.parse(readFileSync(inProject('.next', 'app-path-routes-manifest.json'), 'utf8')) as Record<string, string>,
  ).map(([file, path]) => (file.endsWith('/page') ? `page ${path}` : path))

describe('R-03 every door has a row', () => {
  test('an operation', () => {
    expect(sorted(rows.map(({ operation }) => operation))).toEqual(sorted(operations.map(({ id }) => id)))
  })

  test('a route file and a page of the build', () => {
    const served = operations.map(({ path }) => path.replace(/\{(\w+)\}/g, '[$1]'))
    const known = [...served, ...addresses.map(({ route }) => route), ...pages.map(({ page }) => `page ${page}`)]
    // Operations of the mount share its one file.
    expect(sorted(known.filter((path) => !path.startsWith('/api/auth/') || path.includes('[')))).toEqual(
      sorted(manifest()),
    )
  })

  test('a key of auth.api', () => {
    expect(sorted(Object.keys(authApi))).toEqual(sorted(Object.keys(auth().api)))
    const served = Object.values(authApi).filter((name) => name !== 'closed')
    const mounted = operations.filter(({ path }) => path.startsWith('/api/auth/')).map(({ id }) => id)
    expect(sorted(served)).toEqual(sorted(mounted))
  })
})

/** What a problem says beside where and when. */
function withoutPlace(answer: Answer): unknown {
  const { instance, requestId, ...rest } = (jsonOf(answer) ?? {}) as Record<string, unknown>
  return typeof instance === 'string' && typeof requestId === 'string' ? rest : answer.text
}

const foreignTexts = (scene: Scene, path: string, { text, headers }: Answer) => {
  const shown = `${text} ${JSON.stringify(headers)}`.replaceAll(path.split('?')[0] ?? path, '')
  return scene.secrets.filter((secret) => shown.includes(secret) && !path.includes(secret))
}

type Question = { scene: Scene; actor: ActorName; as: Credentials; path: string; expected: number; adminSees: boolean }

/** Asks once and says what is wrong with the answer, in words. */
async function findings(question: Question, ask: () => Promise<Answer>): Promise<string[]> {
  const { scene, actor, path, expected, adminSees } = question
  const before = await fingerprint()
  const answer = await ask()
  const found: string[] = []
  figures.cells += 1
  if (answer.status !== expected) {
    if (answer.status >= 200 && answer.status < 300) figures['unexpected 2xx'] += 1
    found.push(`${actor}: ${answer.status} and not ${expected} ${answer.text.slice(0, 200)}`)
  }
  if (expected >= 300) {
    figures.denials += 1
    const tables = changed(before, await fingerprint())
    figures['side effects'] += tables.length
    if (tables.length > 0) found.push(`${actor}: wrote to ${tables.join(', ')}`)
  }
  if (!OWNERS.includes(actor) && !(adminSees && actor === 'admin')) {
    const shown = foreignTexts(scene, path, answer)
    figures['foreign texts'] += shown.length
    if (shown.length > 0) found.push(`${actor}: was shown ${shown.join(', ')}`)
  }
  return found
}

/** Whether the address holds an id, and not one of a few words. */
const namesAnObject = ({ params = {} }: Asked) =>
  Object.values(params).some((value) => /^[\da-f]{8}(?:-[\da-f]{4}){3}-[\da-f]{12}$/.test(value))

/** What belongs to others answers like what does not exist. */
async function differsFromMissing(row: Row, asked: Asked, as: Credentials, given: Answer): Promise<string[]> {
  const operation = operationOf(row)
  const params = Object.fromEntries(Object.keys(asked.params ?? {}).map((name) => [name, randomUUID()]))
  const missing = await contract.ask(pathOf(operation, { ...asked, params }), {
    as,
    ...sendingOf(operation, asked),
  })
  const [one, other] = [withoutPlace(given), withoutPlace(missing)]
  return JSON.stringify(one) === JSON.stringify(other) && missing.status === 404
    ? []
    : [`unlike a missing one: ${JSON.stringify(one)} and ${JSON.stringify(other)}`]
}

describe('R-03 access matrix', () => {
  test.each(rows.map((row) => [nameOf(row), row] as const))('%s', async (_, row) => {
    const operation = operationOf(row)
    const found: string[] = []
    for (const actor of ACTORS) {
      const scene = await newScene()
      const as = await arrive(actor, scene)
      const asked = (await row.ask?.(scene)) ?? {}
      const path = pathOf(operation, asked)
      const adminSees = row.adminSees ?? row.cells.owner >= 300
      const question = { scene, actor, as, path, expected: row.cells[actor], adminSees }
      let answer: Answer | undefined
      found.push(
        ...(await findings(
          question,
          async () => (answer = await contract.ask(path, { as, ...sendingOf(operation, asked) })),
        )),
      )
      if (answer && row.cells[actor] === 404 && namesAnObject(asked))
        found.push(...(await differsFromMissing(row, asked, as, answer)))
    }
    expect(found).toEqual([])
  })

  test.each(pages.map((page) => [page.about ? `${page.page}, ${page.about}` : page.page, page] as const))(
    'page %s',
    async (_, page) => {
      const found: string[] = []
      for (const actor of ACTORS) {
        const scene = await newScene()
        const as = await arrive(actor, scene)
        const path = page.path(scene)
        const question = { scene, actor, as, path, expected: page.cells[actor], adminSees: page.cells.owner >= 300 }
        found.push(...(await findings(question, () => contract.ask(path, { as }))))
      }
      expect(found).toEqual([])
    },
  )

  test.each(addresses.map((address) => [`${address.method ?? 'GET'} ${address.path}`, address] as const))(
    'route %s',
    async (_, { path, method = 'GET', body, cells }) => {
      const found: string[] = []
      for (const actor of ACTORS) {
        const scene = await newScene()
        const as = await arrive(actor, scene)
        const question = { scene, actor, as, path, expected: cells[actor], adminSees: false }
        found.push(...(await findings(question, () => contract.ask(path, { as, method, body }))))
      }
      expect(found).toEqual([])
    },
  )

  test('what better-auth brings beside that is closed to everybody, with every method', async () => {
    const endpoints = Object.entries(auth().api) as [string, { path?: string }][]
    const open = endpoints.flatMap(([key, { path }]) => (authApi[key] === 'closed' && path ? [path] : []))
    const scene = await newScene()
    const before = await fingerprint()
    const found: string[] = []
    for (const actor of ['anonymous', 'owner', 'admin'] as const) {
      const as = await arrive(actor, scene)
      const prior = await fingerprint()
      for (const path of open)
        for (const method of ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']) {
          const filled = `/api/auth${path.replace(/:\w+/g, 'github')}`
          const { status } = await contract.ask(filled, { as, method, ...(method === 'GET' ? {} : { body: {} }) })
          figures.cells += 1
          if (status !== 404) found.push(`${actor}: ${method} ${filled} ${status}`)
        }
      found.push(...changed(prior, await fingerprint()))
    }
    expect(Object.keys(before).length).toBeGreaterThan(0)
    expect(found).toEqual([])
  })

  test('and altogether nothing unexpected was allowed, written or shown', () => {
    show('R-03 access matrix', { rows: rows.length + pages.length + addresses.length, ...figures })
    expect(figures).toMatchObject({ 'unexpected 2xx': 0, 'side effects': 0, 'foreign texts': 0 })
    expect(figures.denials).toBeGreaterThan(50)
  })
})

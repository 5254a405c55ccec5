// Every denial again: without the proxy, and with the forms of a request that have gone around the proxies of others.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { inProject } from '../../scripts/lib/project.mjs'
import { buildWithoutProxy } from '../support/second-build'
import { asker, inParallel, openContract, type Contract } from '../support/contract'
import { show } from '../support/figures'
import { changed, emptyTables, fingerprint } from '../support/fingerprint'
import { ACTORS, arrive, newScene, type ActorName, type Credentials, type Scene } from '../support/scene'
import type { Answer, Sending } from '../support/send'
import { addresses, pages } from './access-addresses'
import { rows, type Cells } from './access-matrix'
import { nameOf, operationOf, pathOf, sendingOf } from './asking'

const WIDTH = 8
/** How many of those who are denied ask in each form. */
const TURNS = 3
const DEEP = (name: string) => Array(5).fill(name).join(':')
const TREE = encodeURIComponent('["",{"children":["__PAGE__",{}]}]')

/** Headers by which Next's parts speak to each other, sent from outside. */
const HEADERS: Record<string, string>[] = [
  { 'x-middleware-subrequest': DEEP('middleware') },
  { 'x-middleware-subrequest': DEEP('src/middleware') },
  { 'x-middleware-subrequest': DEEP('proxy') },
  { 'x-middleware-subrequest': 'pages/_middleware' },
  { 'x-middleware-subrequest-id': '1', 'x-middleware-subrequest': DEEP('proxy') },
  { 'x-middleware-next': '1', 'x-middleware-invoke': '1' },
  { 'x-middleware-rewrite': '/api/health/live' },
  { 'x-middleware-override-headers': 'cookie', 'x-middleware-request-cookie': 'better-auth.session_token=a.b' },
  { 'x-middleware-set-cookie': 'better-auth.session_token=a.b', 'x-middleware-prefetch': '1' },
  { 'x-nextjs-data': '1' },
  { 'x-nextjs-rewrite': '/api/health/live', 'x-nextjs-redirect': '/', 'x-nextjs-matched-path': '/' },
  { 'x-matched-path': '/api/health/live', 'x-invoke-path': '/api/health/live', 'x-invoke-status': '200' },
  { 'x-now-route-matches': '1=x', 'x-invoke-output': '/', 'x-invoke-query': '%7B%7D' },
  { rsc: '1' },
  { rsc: '1', 'next-router-prefetch': '1' },
  { rsc: '1', 'next-router-state-tree': TREE, 'next-url': '/' },
  { rsc: '1', 'next-router-prefetch': '1', 'next-router-segment-prefetch': '/_tree' },
  { 'x-original-url': '/', 'x-rewrite-url': '/', 'x-forwarded-host': 'localhost:3000', 'x-forwarded-proto': 'https' },
  { 'x-http-method-override': 'GET', 'x-method-override': 'GET' },
]

const buildId = () => readFileSync(inProject('.next', 'BUILD_ID'), 'utf8')

/** Other spellings of a path; what follows the question mark stays. */
function spellings(address: string): string[] {
  const [path = '', query] = address.split('?')
  const last = path.lastIndexOf('/')
  const [front, end] = [path.slice(0, last), path.slice(last + 1)]
  const escaped = `%${(path.codePointAt(1) ?? 0).toString(16)}${path.slice(2)}`
  return [
    ...[`${path}.rsc`, `${path}.segments/_tree.segment.rsc`, `${path}.segments/_full.segment.rsc`, `${path}.txt`],
    ...[`/${path}`, `//${path}`, `${front}//${end}`, `${path}/`, `${path}//`, `${front}/./${end}`, `/x/..${path}`],
    ...[`${front}/x/../${end}`, `${front}/%2e/${end}`, `/x/%2e%2e${path}`, `${front}%2f${end}`, `${front}%5c${end}`],
    ...[
      path.toUpperCase(),
      `/${escaped}`,
      `${path};x=1`,
      `${path}%20`,
      `${path}%00`,
      `${path}%3f`,
      `\\${path.slice(1)}`,
    ],
    ...[
      `/_next/data/${buildId()}${path === '/' ? '/index' : path}.json`,
      `/_next${path}`,
      `/en${path}`,
      `/index${path}`,
    ],
  ].map((spelled) => (query === undefined ? spelled : `${spelled}?${query}`))
}

type Door = { name: string; cells: Cells; at: (scene: Scene) => Promise<{ path: string; sending: Sending }> }

const doors: Door[] = [
  ...rows.map((row) => ({
    name: nameOf(row),
    cells: row.cells,
    at: async (scene: Scene) => {
      const asked = (await row.ask?.(scene)) ?? {}
      return { path: pathOf(operationOf(row), asked), sending: sendingOf(operationOf(row), asked) }
    },
  })),
  ...pages.map(({ page, about, cells, path }) => ({
    name: `page ${page}${about ? `, ${about}` : ''}`,
    cells,
    at: async (scene: Scene) => ({ path: path(scene), sending: {} }),
  })),
  ...addresses.map(({ method = 'GET', path, body, cells }) => ({
    name: `${method} ${path}`,
    cells,
    at: async () => ({ path, sending: { method, body } }),
  })),
]
const deniedAt = ({ cells }: Door): ActorName[] => ACTORS.filter((actor) => cells[actor] >= 300 && cells[actor] < 500)
const closed = doors.filter((door) => deniedAt(door).length > 0)

let contract: Contract
beforeAll(async () => {
  contract = await openContract('bypass')
})
afterAll(() => contract?.stop())
beforeEach(emptyTables)

const figures = { doors: closed.length, 'header forms': 0, 'path forms': 0, opened: 0, written: 0 }

/** Where Next answers before any code of ours: with nothing, or with the address that it wants the router to use. */
async function settled(answer: Answer, ask: (path: string) => Promise<Answer>): Promise<Answer | null> {
  if (answer.headers['x-middleware-skip'] === '1' && answer.text === '{}') return null
  const { location = '' } = answer.headers
  return answer.status === 307 && /[?&]_rsc(?:[=&]|$)/.test(location) ? ask(location) : answer
}

/** The router is answered with 200: with an instruction in place of the page, or with the frame that all visitors share. */
const isNoPage = ({ status, headers, text }: Answer) =>
  status === 200 &&
  (/NEXT_REDIRECT|NEXT_HTTP_ERROR_FALLBACK/.test(text) || /^text\/x-component/.test(headers['content-type'] ?? ''))

type Visit = { actor: ActorName; as: Credentials; form: Record<string, string> | string }

/** Each form by some of those who are denied, in turns, so that every one of them meets many. */
async function visits(door: Door, scene: Scene, path: string): Promise<Visit[]> {
  const denied = deniedAt(door)
  const credentials = new Map<ActorName, Credentials>()
  for (const actor of denied) credentials.set(actor, await arrive(actor, scene))
  return [...HEADERS, ...spellings(path)].flatMap((form, at) =>
    Array.from({ length: Math.min(TURNS, denied.length) }, (_, turn) => {
      const actor = denied[(at + turn) % denied.length] ?? 'anonymous'
      return { actor, as: credentials.get(actor) ?? {}, form }
    }),
  )
}

async function waysInto(door: Door): Promise<string[]> {
  const scene = await newScene()
  const { path, sending } = await door.at(scene)
  const all = await visits(door, scene, path)
  const before = await fingerprint()
  const found = await inParallel(all, WIDTH, async ({ actor, as, form }) => {
    const headers = typeof form === 'string' ? {} : form
    const ask = (at: string) => contract.ask(at, { as, ...sending, headers: { ...sending.headers, ...headers } })
    const answer = await settled(await ask(typeof form === 'string' ? form : path), ask)
    figures[typeof form === 'string' ? 'path forms' : 'header forms'] += 1
    if (answer === null) return []
    const expected = door.cells[actor]
    const refused =
      answer.status === expected ||
      (door.name.startsWith('page ') && isNoPage(answer)) ||
      (typeof form === 'string' && answer.status >= 300 && answer.status < 500)
    const isOwner = actor === 'owner' || actor === 'stale' || actor === 'ended' || actor.endsWith('-key')
    const shown = isOwner ? [] : scene.secrets.filter((text) => answer.text.includes(text) && !path.includes(text))
    if (refused && shown.length === 0) return []
    figures.opened += 1
    return [
      `${actor}, ${JSON.stringify(form)}: ${answer.status} and not ${expected}, shows ${shown.join()} ${answer.text.slice(0, 200)}`,
    ]
  })
  const tables = changed(before, await fingerprint())
  figures.written += tables.length
  return [...found.flat(), ...tables.map((table) => `something was written to ${table}`)]
}

describe('R-02 ways around', () => {
  test.each(closed.map((door) => [door.name, door] as const))('into %s', async (_, door) => {
    const found = await waysInto(door)
    expect(found.slice(0, 5), `${found.length} ways`).toEqual([])
  })

  test('and altogether', () => {
    show('R-02 ways around', figures)
    expect(figures).toMatchObject({ opened: 0, written: 0 })
    expect(figures['path forms']).toBeGreaterThan(1_000)
  })
})

describe.skipIf(process.env.SECOND_BUILD === '0')('R-02 without the proxy', () => {
  test('every denial is the same in a build whose proxy does nothing', { timeout: 600_000 }, async () => {
    const ask = asker(await contract.addApp('without-proxy', { folder: buildWithoutProxy() }))
    const found: string[] = []
    let denials = 0
    for (const door of closed)
      for (const actor of deniedAt(door)) {
        const scene = await newScene()
        const as = await arrive(actor, scene)
        const { path, sending } = await door.at(scene)
        const before = await fingerprint()
        const { status } = await ask(path, { as, ...sending })
        denials += 1
        if (status !== door.cells[actor]) found.push(`${door.name}, ${actor}: ${status} and not ${door.cells[actor]}`)
        found.push(...changed(before, await fingerprint()).map((table) => `${door.name}, ${actor}: wrote to ${table}`))
      }
    show('R-02 without the proxy', { denials, differing: found.length })
    expect(found).toEqual([])
  })
})

// Two people and a stranger read everything in turns: nobody is shown what is another's, and no cache may keep what is private.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operations } from '@/app/api/openapi.json/operations'
import { openContract, type Contract } from '../support/contract'
import { show } from '../support/figures'
import { pool } from '../support/fingerprint'
import { newPerson, newScene, type Credentials, type Scene } from '../support/scene'
import type { Answer, Sending } from '../support/send'
import { pages } from './access-addresses'
import { pathOf } from './asking'
import { rows } from './access-matrix'

/** Three readers each: 51 reads of every address. */
const ROUNDS = 17
/** The ways in which a browser, its router and a download ask. */
const WAYS: Sending[] = [
  {},
  { headers: { rsc: '1' } },
  { headers: { rsc: '1', 'next-router-prefetch': '1' } },
  { method: 'HEAD' },
  { headers: { range: 'bytes=0-2000' } },
]
const KEPT_BY_ALL = /x-nextjs-cache|s-maxage/

type Reader = { name: string; as: Credentials; canary: string | null; scene: Scene | null }

let contract: Contract
let readers: Reader[]
beforeAll(async () => {
  contract = await openContract('caching')
  const publisher = await newPerson()
  const enter = async (name: string): Promise<Reader> => {
    const scene = await newScene()
    const canary = `canary-${name}-${randomUUID()}`
    await pool().query('update users set name = $2 where id = $1', [scene.owner.userId, canary])
    await pool().query('update posts set title = $2, content = $2 where id = $1', [scene.draftId, canary])
    // An author's name is public, so what they published is somebody else's.
    await pool().query('update posts set author_id = $2 where id = $1', [scene.publishedId, publisher.userId])
    return { name, as: { cookie: scene.owner.cookie }, canary, scene }
  }
  readers = [await enter('A'), await enter('B'), { name: 'nobody', as: {}, canary: null, scene: null }]
})
afterAll(() => contract?.stop())

/** Addresses of one's own and of everybody; where an object is named, it is the reader's, or A's for a stranger. */
async function addresses(scene: Scene): Promise<{ path: string; open: boolean }[]> {
  const read = rows.filter(({ operation }) => operations.find(({ id }) => id === operation)?.method === 'GET')
  const api = await Promise.all(
    read.map(async (row) => {
      const operation = operations.find(({ id }) => id === row.operation)
      return operation
        ? { path: pathOf(operation, (await row.ask?.(scene)) ?? {}), open: row.cells.anonymous === 200 }
        : null
    }),
  )
  return [
    ...pages
      .filter(({ page }) => !page.startsWith('/_'))
      .map(({ path, cells }) => ({ path: path(scene), open: cells.anonymous === 200 })),
    ...api.filter((address) => address !== null),
  ]
}

const foreign = (reader: Reader, { text, headers }: Answer) =>
  readers.filter(
    ({ canary }) => canary !== null && canary !== reader.canary && `${text}${JSON.stringify(headers)}`.includes(canary),
  )

describe('R-19 no cache between users', () => {
  test('fifty reads of every address in turns show nobody what is another’s', async () => {
    const places = await Promise.all(readers.map(({ scene }) => addresses(scene ?? (readers[0]?.scene as Scene))))
    const figures = { rounds: ROUNDS, reads: 0, 'foreign canaries': 0, 'own canaries': 0, 'kept by the framework': 0 }
    const found: string[] = []
    for (let round = 0; round < ROUNDS; round += 1) {
      const way = WAYS[round % WAYS.length] ?? {}
      const requests = readers.flatMap((reader, at) => (places[at] ?? []).map((place) => ({ reader, place })))
      const answers = await Promise.all(
        requests.map(async ({ reader, place }) => {
          const path =
            round % 3 === 2 ? `${place.path}${place.path.includes('?') ? '&' : '?'}_rsc=${round}` : place.path
          // An API names what it does not know; the router's parameter is for pages.
          const asked = path.startsWith('/api/') ? place.path : path
          return { reader, place, answer: await contract.ask(asked, { as: reader.as, ...way }) }
        }),
      )
      for (const { reader, place, answer } of answers) {
        figures.reads += 1
        if (reader.canary !== null && answer.text.includes(reader.canary)) figures['own canaries'] += 1
        const shown = foreign(reader, answer)
        figures['foreign canaries'] += shown.length
        if (shown.length > 0)
          found.push(`${reader.name} was shown ${shown.map(({ name }) => name).join()} on ${place.path}`)
        if (!place.open && KEPT_BY_ALL.test(JSON.stringify(answer.headers)) && answer.status < 400) {
          figures['kept by the framework'] += 1
          found.push(
            `${place.path} may be kept: ${answer.headers['cache-control']} ${answer.headers['x-nextjs-cache']}`,
          )
        }
      }
    }
    show('R-19 interleaved reads', figures)
    expect([...new Set(found)]).toEqual([])
    expect(figures['own canaries']).toBeGreaterThan(2 * ROUNDS)
  })

  test('what is private says so, and a public page is the same for all three', async () => {
    const [a] = readers
    const found: string[] = []
    for (const { path, open } of await addresses(a?.scene as Scene)) {
      const answers = await Promise.all(readers.map(({ as }) => contract.ask(path, { as })))
      const control = answers[0]?.headers['cache-control'] ?? ''
      const json = /json/.test(answers[0]?.headers['content-type'] ?? '')
      const allowed = answers[0]?.headers.etag && json ? ['private, no-cache'] : ['private, no-store', NEXT_PRIVATE]
      if (!open && answers[0]?.status === 200 && !allowed.includes(control)) found.push(`${path}: ${control}`)
      if (isAccountPage(path) && !['private, no-store', NEXT_PRIVATE].includes(control))
        found.push(`${path}: ${control}`)
      const texts = new Set(answers.map(({ text }) => comparable(text)))
      if (open && !isAccountPage(path) && texts.size > 1) found.push(`${path} differs between readers`)
    }
    expect(found).toEqual([])
  })

  test('after signing out the pages of before are closed', async () => {
    const { cookie } = await newPerson({ name: 'canary-signed-out' })
    const ask = (path: string, way: Sending = {}) => contract.ask(path, { as: { cookie }, ...way })
    expect((await ask('/dashboard')).status).toBe(200)
    expect((await ask('/api/auth/sign-out', { method: 'POST', body: {} })).status).toBe(200)
    for (const way of WAYS)
      for (const path of ['/dashboard', '/posts', '/api/v1/posts?mine=true']) {
        const { status, text } = await ask(path, way)
        expect(text).not.toContain('canary-signed-out')
        expect(status === 307 || status === 401 || text.includes('NEXT_REDIRECT') || way.method === 'HEAD').toBe(true)
      }
  })
})

/** What Next says of a page that is rendered for each request. */
const NEXT_PRIVATE = 'private, no-cache, no-store, max-age=0, must-revalidate'
const isAccountPage = (path: string) => /^\/(?:sign-in|sign-up)/.test(path)

/** Nonces and request ids differ by request and not by reader. */
const comparable = (text: string) =>
  text
    .replace(/nonce[="\\:]+[\w+/=-]+/g, '')
    .replace(/"requestId":"[^"]+"/g, '')
    .replace(/"instance":"[^"]+"/g, '')

// Bodies that are too large, too deep, of another kind or compressed, and methods that an address does not take.
import { gzipSync } from 'node:zlib'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { problemSchema } from '@/lib/http-schema'
import { inParallel, jsonOf, openContract, type Contract } from '../support/contract'
import { show, statuses } from '../support/figures'
import { changed, fingerprint } from '../support/fingerprint'
import { arrive, newScene, type Credentials, type Scene } from '../support/scene'
import { ORIGIN } from '../support/send'
import { pieces, residentMb, speak } from '../support/sockets'
import { pathOf, sendingOf, successOf } from './asking'
import { operations } from '@/app/api/openapi.json/operations'

const LIMIT = 1024 * 1024
const PIECE = 16 * 1024
const READ_BEYOND = 64 * 1024
const HUGE = 100 * LIMIT
const METHODS = ['GET', 'POST', 'PUT', 'PATCH', 'DELETE']

let contract: Contract
let scene: Scene
let owner: Credentials
beforeAll(async () => {
  contract = await openContract('bodies')
  scene = await newScene()
  owner = await arrive('owner', scene)
})
afterAll(() => contract?.stop())

const withBody = operations.filter(({ body }) => body)

function head(method: string, path: string, lines: Record<string, string>): string {
  const { host } = new URL(contract.app.url)
  const given = { Host: host, Origin: ORIGIN, Cookie: owner.cookie ?? '', 'Content-Type': 'application/json', ...lines }
  return `${method} ${path} HTTP/1.1\n${Object.entries(given)
    .map(([name, value]) => `${name}: ${value}\n`)
    .join('')}\n`
}
const declared = (bytes: number) => head('POST', '/api/v1/posts', { 'Content-Length': String(bytes) })
const chunked = () => head('POST', '/api/v1/posts', { 'Transfer-Encoding': 'chunked' })

const post = (body: string, headers: Record<string, string> = {}) =>
  contract.ask('/api/v1/posts', { method: 'POST', as: owner, body, headers })

describe('R-05 bodies', () => {
  test('one byte too many is 413, whether its length is said or not, before anything more is sent', async () => {
    const before = await fingerprint()
    const said = await speak(contract.app.url, declared(LIMIT + 1))
    // Nothing follows these pieces, not even the end of the body: what was read is at most what was sent.
    const unsaid = await speak(contract.app.url, chunked(), pieces(LIMIT + PIECE, PIECE, { chunked: true, open: true }))
    show('R-05 one byte too many', {
      declared: said.status,
      'after bytes': said.sent,
      chunked: unsaid.status,
      'after at most': unsaid.sent,
    })
    expect([said.status, unsaid.status]).toEqual([413, 413])
    expect(unsaid.sent).toBeLessThanOrEqual(LIMIT + READ_BEYOND)
    for (const { text } of [said, unsaid]) expect(text).toContain('"status":413')
    expect(changed(before, await fingerprint())).toEqual([])
  })

  test('every operation with a body refuses a large one', async () => {
    const answers = await inParallel(withBody, 4, async (operation) => {
      const { row, actor } = successOf(operation)
      const own = await newScene()
      const asked = (await row.ask?.(own)) ?? {}
      const body = JSON.stringify({ ...asked.body, padding: 'x'.repeat(LIMIT) })
      const { status } = await contract.ask(pathOf(operation, asked), {
        as: await arrive(actor, own),
        method: operation.method,
        body,
      })
      return { id: operation.id, status }
    })
    expect(answers.filter(({ status }) => status !== 413)).toEqual([])
  })

  test('twenty times a hundred megabytes at once are refused without being kept', async () => {
    const { pid, url } = contract.app
    await post('{}')
    const before = residentMb(pid)
    let most = before
    const watch = setInterval(() => (most = Math.max(most, residentMb(pid))), 50)
    const answers = await Promise.all(
      Array.from({ length: 20 }, (_, index) =>
        index % 2 === 0
          ? speak(url, declared(HUGE), pieces(HUGE, PIECE))
          : speak(url, chunked(), pieces(HUGE, PIECE, { chunked: true })),
      ),
    )
    clearInterval(watch)
    show('R-05 20 × 100 MB', {
      answered: statuses(answers),
      'RSS before': `${Math.round(before)} MB`,
      grew: `${Math.round(most - before)} MB`,
    })
    expect(answers.filter(({ status }) => status !== 413)).toEqual([])
    expect(most - before).toBeLessThan(50)
  })

  test('a thousand levels, a hundred thousand levels and half a text are refused and not stored', async () => {
    const before = await fingerprint()
    const nested = (depth: number, [open = '', close = ''] = ['[', ']']) =>
      `{"title":${open.repeat(depth)}1${close.repeat(depth)}}`
    const bodies = [
      nested(1_000),
      nested(100_000),
      nested(1_000, ['{"a":', '}']),
      '['.repeat(100_000),
      '{"title": ',
      '',
    ]
    const answers = await Promise.all(bodies.map((body) => post(body)))
    expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 400, 400, 422])
    expect(changed(before, await fingerprint())).toEqual([])
  })

  test('another kind of body is 415, and so is a compressed one', async () => {
    const before = await fingerprint()
    const bomb = gzipSync(Buffer.alloc(50 * LIMIT, 'x')).toString('latin1')
    const kinds = [
      'text/plain',
      'application/x-www-form-urlencoded',
      'multipart/form-data; boundary=x',
      'application/xml',
      'application/jsonx',
    ]
    const good = JSON.stringify({ title: 'Granite' })
    const answers = await Promise.all([
      ...kinds.map((type) => post(good, { 'content-type': type })),
      post(bomb, { 'content-encoding': 'gzip' }),
      post(good, { 'content-encoding': 'br' }),
    ])
    expect(answers.map(({ status }) => status)).toEqual(answers.map(() => 415))
    expect(changed(before, await fingerprint())).toEqual([])
    const bySchema = await inParallel(withBody, 4, async (operation) => {
      const { row, actor } = successOf(operation)
      const own = await newScene()
      const asked = (await row.ask?.(own)) ?? {}
      const headers = { 'content-type': 'text/plain' }
      const { status } = await contract.ask(pathOf(operation, asked), {
        as: await arrive(actor, own),
        ...sendingOf(operation, asked),
        headers,
      })
      return { id: operation.id, status }
    })
    expect(bySchema.filter(({ status }) => status !== 415)).toEqual([])
  })
})

describe('R-05 methods', () => {
  test('a method that an address does not take is 405 with Allow and changes nothing', async () => {
    const found: string[] = []
    let asked = 0
    for (const first of operations.filter(({ path }, at, all) => all.findIndex((one) => one.path === path) === at)) {
      const { path } = first
      const known = operations.filter((operation) => operation.path === path).map(({ method }) => method as string)
      const { row } = successOf(first)
      const address = pathOf(first, (await row.ask?.(scene)) ?? {})
      const before = await fingerprint()
      for (const method of METHODS.filter((candidate) => !known.includes(candidate))) {
        const answer = await contract.ask(address, { method, as: owner, ...(method === 'GET' ? {} : { body: {} }) })
        const allow = (answer.headers.allow ?? '').split(/, */)
        const problem = problemSchema.safeParse(jsonOf(answer))
        asked += 1
        if (
          answer.status !== 405 ||
          !known.every((name) => allow.includes(name)) ||
          allow.includes(method) ||
          !problem.success
        )
          found.push(`${method} ${path}: ${answer.status}, Allow ${answer.headers.allow}`)
      }
      expect(changed(before, await fingerprint()), path).toEqual([])
    }
    show('R-05 methods', { 'wrong ones asked': asked, 'without 405 and Allow': found.length })
    expect(found).toEqual([])
  })

  test('TRACE and unknown methods are refused, and OPTIONS says what is allowed', async () => {
    const trace = await contract.ask('/api/v1/posts', { method: 'TRACE' })
    const unknown = await speak(contract.app.url, head('BREW', '/api/v1/posts', { 'Content-Length': '0' }))
    const options = await contract.ask('/api/v1/posts', { method: 'OPTIONS' })
    expect(trace.status).toBe(405)
    expect(trace.headers.allow).toBeTruthy()
    expect(unknown.status).toBe(400)
    expect(options.status).toBe(204)
    expect((options.headers.allow ?? '').split(/, */)).toEqual(
      expect.arrayContaining(['GET', 'HEAD', 'POST', 'OPTIONS']),
    )
  })
})

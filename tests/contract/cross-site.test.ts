// What another site can make a signed-in browser send: nothing is written, and each attempt is logged by its name.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { operations } from '@/app/api/openapi.json/operations'
import { pause } from '../../scripts/lib/processes.mjs'
import { logged } from '../support/app-under-test'
import { openContract, type Contract } from '../support/contract'
import { show } from '../support/figures'
import { changed, fingerprint } from '../support/fingerprint'
import { arrive, newPerson, newScene, type ActorName, type Credentials } from '../support/scene'
import { ORIGIN, type Answer, type Sending } from '../support/send'
import { pathOf, sendingOf, successOf } from './asking'

const EVIL = 'https://evil.test'
const FORM = 'application/x-www-form-urlencoded'

/** How a foreign page can send something; without an own origin each is another site's. */
const FORGERIES: Record<string, Record<string, string | undefined>> = {
  'an evil origin': { origin: EVIL },
  'an origin that only begins like ours': { origin: `${ORIGIN}.evil.test` },
  'a null origin': { origin: 'null' },
  'no origin': { origin: undefined },
  'another site by fetch metadata': { origin: undefined, 'sec-fetch-site': 'cross-site' },
  'a sister site by fetch metadata': { origin: undefined, 'sec-fetch-site': 'same-site' },
  'a navigation by fetch metadata': { origin: undefined, 'sec-fetch-site': 'none' },
  'our origin, but fetch metadata of another site': { 'sec-fetch-site': 'cross-site' },
  'plain text from an evil origin': { origin: EVIL, 'content-type': 'text/plain' },
  'a form from an evil origin': { origin: EVIL, 'content-type': FORM },
  'a form without an origin': { origin: undefined, 'content-type': FORM },
  'a method override from an evil origin': { origin: EVIL, 'x-http-method-override': 'GET' },
}

let contract: Contract
beforeAll(async () => {
  contract = await openContract('cross-site')
})
afterAll(() => contract?.stop())

const writing = operations.filter(({ method }) => method !== 'GET')

async function setOut(id: string) {
  const operation = writing.find((candidate) => candidate.id === id)
  if (!operation) throw new Error(`${id} does not write.`)
  const { row, actor } = successOf(operation)
  const scene = await newScene()
  // Where nobody need sign in, a browser still has the cookie of somebody who did.
  const as: Credentials = await arrive(actor === 'anonymous' ? ('owner' satisfies ActorName) : actor, scene)
  const asked = (await row.ask?.(scene)) ?? {}
  return { operation, as, asked, path: pathOf(operation, asked) }
}

const figures = { operations: writing.length, requests: 0, 'not refused': 0, 'tables changed': 0, malicious_csrf: 0 }

function refusedOf(sent: { name: string; answer: Answer }[]): string[] {
  const found = sent.filter(({ answer }) => answer.status !== 403 && answer.status !== 415)
  figures.requests += sent.length
  figures['not refused'] += found.length
  return found.map(({ name, answer }) => `${name}: ${answer.status} ${answer.text.slice(0, 200)}`)
}

describe('R-17 cross-site requests', () => {
  test.each(writing.map(({ id }) => id))('%s cannot be forged', async (id) => {
    const { operation, as, asked, path } = await setOut(id)
    const from = performance.now()
    const before = await fingerprint()
    const sent: { name: string; answer: Answer }[] = []
    for (const [name, headers] of Object.entries(FORGERIES)) {
      const answer = await contract.ask(path, { as, ...sendingOf(operation, asked), headers })
      sent.push({ name, answer })
    }
    if (operation.body)
      for (const type of ['text/plain', FORM, 'multipart/form-data; boundary=x']) {
        const headers = { 'content-type': type }
        sent.push({
          name: `our own page, ${type}`,
          answer: await contract.ask(path, { as, ...sendingOf(operation, asked), headers }),
        })
      }
    expect(refusedOf(sent)).toEqual([])
    const tables = changed(before, await fingerprint())
    figures['tables changed'] += tables.length
    expect(tables).toEqual([])
    const forged = sent.filter(({ answer }) => answer.status === 403).length
    const lines = () => logged(contract.app, from).filter(({ event }) => event === 'malicious_csrf')
    await expect.poll(lines, { timeout: 5_000 }).toHaveLength(forged)
    // And none comes after.
    await pause(50)
    expect(lines()).toHaveLength(forged)
    figures.malicious_csrf += lines().length
    expect(forged).toBeGreaterThanOrEqual(Object.keys(FORGERIES).length)
  })

  test.each(writing.map(({ id }) => id))('%s is not done by a link, a picture or a prefetch', async (id) => {
    const { operation, as, asked, path } = await setOut(id)
    const before = await fingerprint()
    const fields = new URLSearchParams(Object.entries(asked.body ?? {}).map(([name, value]) => [name, String(value)]))
    const links = ['', `?${fields}`, `?_method=${operation.method}&${fields}`]
    for (const method of ['GET', 'HEAD'])
      for (const link of links) {
        const headers = {
          origin: undefined,
          'sec-fetch-site': 'cross-site',
          'x-http-method-override': operation.method,
        }
        const { status } = await contract.ask(`${path}${link}`, { as, method, headers })
        figures.requests += 1
        expect(status).toBeLessThan(500)
      }
    expect(changed(before, await fingerprint())).toEqual([])
  })

  test('sign-in and sign-out cannot be forged either', async () => {
    const { email, cookie } = await newPerson()
    const before = await fingerprint()
    const sent: { name: string; answer: Answer }[] = []
    for (const [name, headers] of Object.entries(FORGERIES)) {
      const ask = (path: string, body: unknown): Promise<Answer> =>
        contract.ask(path, { method: 'POST', as: { cookie }, body, headers } satisfies Sending & { as: Credentials })
      sent.push({
        name: `sign-in, ${name}`,
        answer: await ask('/api/auth/sign-in/email', { email, password: 'granite and lichen 7' }),
      })
      sent.push({ name: `sign-out, ${name}`, answer: await ask('/api/auth/sign-out', {}) })
    }
    expect(refusedOf(sent)).toEqual([])
    expect(changed(before, await fingerprint())).toEqual([])
  })

  test('a place to return to is on our own origin, whatever the address says', async () => {
    const { cookie } = await newPerson()
    const places = [
      '//evil.test',
      'https://evil.test',
      '/\\evil.test',
      '\\\\evil.test',
      '/%5Cevil.test',
      '/\t/evil.test',
      'javascript:alert(1)',
      '//evil.test@localhost',
    ]
    for (const place of places)
      for (const as of [{}, { cookie }]) {
        const answer = await contract.ask(`/sign-in?next=${encodeURIComponent(place)}`, { as })
        const to = answer.headers.location
        if (to !== undefined) expect(new URL(to, contract.app.url).host, place).toBe(new URL(contract.app.url).host)
        expect(answer.text).not.toMatch(/(?:href|action|url)="?(?:https?:)?\/\/evil\.test/)
      }
    const kept = await contract.ask('//evil.test/dashboard')
    expect(new URL(kept.headers.location ?? '/', contract.app.url).host).toBe(new URL(contract.app.url).host)
  })

  test('and altogether', () => {
    show('R-17 cross-site', figures)
    expect(figures).toMatchObject({ 'not refused': 0, 'tables changed': 0 })
  })
})

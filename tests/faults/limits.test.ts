// Limits are exact over two processes, say truly when to come back, and count by an address that no client can choose.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { logged, type AppUnderTest } from '../support/app-under-test'
import { show } from '../support/figures'
import { CLIENT_HEADER, startProxy } from '../support/proxy'
import { send, type Answer } from '../support/send'
import { openWorld, untilWindowHasRoom, type World } from '../support/world'

const LIMIT = 20
const WINDOW_MS = 60_000
const BURST_MS = 6_000
const REPETITIONS = 10
/** The same limit in a shorter window, so that its edge comes soon. */
const SHORT = { RATE_LIMIT_AUTH: `${LIMIT}/4s` }
const SHORT_MS = 4_000

let world: World
beforeAll(async () => {
  world = await openWorld({ people: 1 })
})
afterAll(() => world?.stop())

/** A route that counts against `auth` and writes nothing: a sign-out of nobody. */
const knock = (app: Pick<AppUnderTest, 'url'>, address?: string, headers: Record<string, string> = {}) =>
  send(`${app.url}/api/auth/sign-out`, {
    method: 'POST',
    body: {},
    headers,
    ...(address === undefined ? {} : { address }),
  })
const passed = (answers: readonly Answer[]) => answers.filter(({ status }) => status !== 429)

/** A hundred at once from one address, turn by turn to the given processes. */
function burst(apps: readonly AppUnderTest[], address: string): Promise<Answer[]> {
  return Promise.all(
    Array.from({ length: 100 }, (_, index) => {
      const app = apps[index % apps.length]
      if (!app) throw new Error('There is no process to ask.')
      return knock(app, address)
    }),
  )
}

const MEMBER = String.raw`"[a-z]+"(?:;[a-z]+=\d+)+`
const STRUCTURED_LIST = new RegExp(`^${MEMBER}(?:, ${MEMBER})*$`)

describe('R-06 limiter exactness', () => {
  test('of a hundred at once exactly the limit passes, on one process and split over two, ten times of ten', async () => {
    const counts: Record<'alone' | 'split', number[]> = { alone: [], split: [] }
    for (let round = 1; round <= REPETITIONS; round += 1) {
      await untilWindowHasRoom(WINDOW_MS, BURST_MS)
      counts.alone.push(passed(await burst([world.a], `203.0.113.${round}`)).length)
      counts.split.push(passed(await burst(world.apps, `203.0.114.${round}`)).length)
    }
    show('R-06 exactness', { limit: LIMIT, 'A alone': counts.alone.join(' '), 'A and B': counts.split.join(' ') })
    expect(counts.alone).toEqual(Array(REPETITIONS).fill(LIMIT))
    expect(counts.split).toEqual(Array(REPETITIONS).fill(LIMIT))
  })

  test('a refusal is problem+json with headers that parse, and after Retry-After the next request passes', async () => {
    const short = await world.addApp('short', SHORT)
    await untilWindowHasRoom(SHORT_MS, 2_500)
    const answers: Answer[] = []
    while (answers.at(-1)?.status !== 429) answers.push(await knock(short, '203.0.115.1'))
    const refused = answers.at(-1)
    expect(answers.length).toBe(LIMIT + 1)
    expect(refused?.headers['content-type']).toMatch(/^application\/problem\+json/)
    expect(refused?.headers.ratelimit).toMatch(STRUCTURED_LIST)
    expect(refused?.headers['ratelimit-policy']).toMatch(STRUCTURED_LIST)
    const seconds = Number(refused?.headers['retry-after'])
    expect(Number.isInteger(seconds) && seconds > 0 && seconds <= 8).toBe(true)
    await pause(seconds * 1_000)
    const next = await knock(short, '203.0.115.1')
    show('R-06 Retry-After', { said: `${seconds} s`, 'answered then': next.status })
    expect(next.status).not.toBe(429)
    await short.stop()
  })

  test('over the edges of windows no stretch as long as a window lets more than twice the limit pass', async () => {
    const pair = [await world.addApp('short A', SHORT), await world.addApp('short B', SHORT)]
    const times: number[] = []
    const until = performance.now() + 3 * SHORT_MS
    for (let turn = 0; performance.now() < until; turn += 1) {
      const at = performance.now()
      const answers = await Promise.all(pair.map((app) => knock(app, '203.0.116.1')))
      times.push(...passed(answers).map(() => at))
      await pause(10)
    }
    const inWindow = times.map((start) => times.filter((at) => at >= start && at < start + SHORT_MS).length)
    show('R-06 window edge', { 'passed in three windows': times.length, 'most in one': Math.max(...inWindow) })
    expect(Math.max(...inWindow)).toBeLessThanOrEqual(2 * LIMIT)
    for (const app of pair) await app.stop()
  })
})

/** What a client may write into a header to look like somebody else. */
function disguise(turn: number): Record<string, string> {
  const address = `10.${turn % 7}.${turn % 11}.${turn}`
  const disguises: Record<string, string>[] = [
    { 'x-forwarded-for': address },
    { 'x-real-ip': address },
    { forwarded: `for=${address}` },
    { 'true-client-ip': address },
    { 'cf-connecting-ip': address },
    { 'x-forwarded-for': `${address}, 10.0.0.${turn}` },
    { 'x-forwarded-for': `2001:db8:1:2::${turn.toString(16)}` },
    { 'x-foothold-client-address': address },
  ]
  return disguises[turn % disguises.length] ?? {}
}

const disguised = (url: string, more: (turn: number) => Record<string, string> = () => ({})) =>
  Promise.all(Array.from({ length: 200 }, (_, turn) => knock({ url }, undefined, { ...disguise(turn), ...more(turn) })))

describe('R-07 spoofed address', () => {
  test('without a declared proxy two hundred disguises are one client, and one line warns at the start', async () => {
    const open = await world.addApp('open', { TRUSTED_PROXY: '' })
    await untilWindowHasRoom(WINDOW_MS, BURST_MS)
    const answers = passed(await disguised(open.url))
    const warnings = logged(open).filter(({ event }) => event === 'trusted_proxy_not_set')
    show('R-07 no proxy', { requests: 200, passed: answers.length, limit: LIMIT, warnings: warnings.length })
    expect(answers.length).toBe(LIMIT)
    expect(warnings).toHaveLength(1)
    await open.stop()
  })

  test('with one, its word decides: disguises change nothing, another client has a limit of its own', async () => {
    const proxy = await startProxy(world.a.url)
    await untilWindowHasRoom(WINDOW_MS, BURST_MS)
    const one = passed(await disguised(proxy.url, () => ({ [CLIENT_HEADER]: '203.0.117.1' })))
    const other = passed(await disguised(proxy.url, () => ({ [CLIENT_HEADER]: '203.0.117.2' })))
    await untilWindowHasRoom(WINDOW_MS, BURST_MS)
    const network = (turn: number) => ({ [CLIENT_HEADER]: `2001:db8:7:7:${turn.toString(16)}::${turn.toString(16)}` })
    const household = passed(await disguised(proxy.url, network))
    const warnings = logged(world.a).filter(({ event }) => event === 'trusted_proxy_not_set')
    show('R-07 one proxy', {
      'client 1': one.length,
      'client 2': other.length,
      '200 addresses of one /64': household.length,
      limit: LIMIT,
    })
    expect([one.length, other.length, household.length]).toEqual([LIMIT, LIMIT, LIMIT])
    expect(warnings).toEqual([])
    await proxy.stop()
  })
})

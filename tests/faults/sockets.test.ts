// Strangers who hold connections, break off, or send nonsense cost the others nothing, and what nobody caught ends no process.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { logged } from '../support/app-under-test'
import { describeSample, failures, ms, p99, phase, show, statuses } from '../support/figures'
import { open, type Hostile } from '../support/hostile'
import { startLoad, type Sample } from '../support/load'
import { buildWithProbes } from '../support/second-build'
import { ORIGIN, send } from '../support/send'
import { LOAD_LIMITS, openWorld, warmUp, type World } from '../support/world'

const MANY = 200
const FEW = 5
/** Between one of each and the next: what is measured is what they cost by staying, not the work of so many requests. */
const PAUSE_MS = 40
const BASELINE_MS = phase(8_000, 20_000)
/** Long enough for the slowest of them to be closed. */
const SIEGE_MS = 24_000
const CLOSED_MS = 20_000
const P99_MS = 300

let world: World
let baseline: Sample[]
beforeAll(async () => {
  world = await openWorld({ env: LOAD_LIMITS, server: buildWithProbes() })
  await warmUp(world)
  const load = startLoad({ ...world, apps: [world.a] })
  await pause(BASELINE_MS)
  baseline = await load.stop()
}, 600_000)
afterAll(() => world?.stop())

const head = (method: string, path: string, lines: string[] = []) =>
  [`${method} ${path} HTTP/1.1`, 'Host: localhost', ...lines].join('\r\n') + '\r\n'

const posting = () =>
  head('POST', '/api/v1/posts', [
    `Origin: ${ORIGIN}`,
    `Cookie: ${world.people[0]?.cookie}`,
    'Content-Type: application/json',
    'Content-Length: 4000',
  ]) + '\r\n'

/** Opens `count` of each in turn, and goes on with everyone else's load until they should be gone. */
async function besiege(manners: Parameters<typeof open>[1][], count: number): Promise<[Sample[], Hostile[]]> {
  const load = startLoad({ ...world, apps: [world.a] })
  const hostile: Hostile[] = []
  for (let turn = 0; turn < count; turn += 1) {
    for (const manner of manners) hostile.push(open(world.a.url, manner))
    await pause(PAUSE_MS)
  }
  await pause(SIEGE_MS)
  return [await load.stop(), hostile]
}

function judge(check: string, samples: Sample[], hostile: Hostile[]): void {
  const allowed = Math.max(2 * p99(baseline), P99_MS)
  const failed = failures(samples)
  show(check, {
    connections: hostile.length,
    closed: hostile.filter((each) => each.closed()).length,
    'the last after': ms(Math.max(0, ...hostile.map((each) => each.openMs()))),
    'others answered': statuses(samples),
    'p99 before and during': `${ms(p99(baseline))}, ${ms(p99(samples))} (≤ ${ms(allowed)})`,
  })
  expect(hostile.filter((each) => !each.closed()).map(({ kind }) => kind)).toEqual([])
  expect(Math.max(0, ...hostile.map((each) => each.openMs()))).toBeLessThanOrEqual(CLOSED_MS)
  expect(failed.map(describeSample)).toEqual([])
  expect(p99(samples)).toBeLessThanOrEqual(allowed)
  expect([world.a.alive(), logged(world.a).filter(({ event }) => event === 'app_started').length]).toEqual([true, 1])
}

const errorsSince = (from: number) =>
  logged(world.a, from).filter(({ level, event }) => level === 'error' || event === 'unexpected_error')

describe('R-26 hostile sockets', () => {
  test('two hundred each of dripping heads, dripping bodies and silence are closed in time, and hurt nobody', async () => {
    const since = performance.now()
    const manners = [
      { kind: 'head at 1 byte/s', first: `${head('GET', '/')}X-Long: `, drip: 'abcdefgh' },
      { kind: 'body at 1 byte/s', first: `${posting()}{"title":"`, drip: 'abcdefgh' },
      { kind: 'silence', first: '' },
    ]
    judge('R-26 dripping', ...(await besiege(manners, MANY)))
    expect(errorsSince(since)).toEqual([])
  })

  test('a body that goes on dripping after its refusal, and a reader that does not read, are closed as well', async () => {
    const manners = [
      { kind: 'unwanted body at 1 byte/s', first: `${posting().replace(/Cookie: .*\r\n/, '')}{`, drip: ' ' },
      { kind: 'reader at 1 byte/s', first: `${head('GET', '/api/probe/large')}\r\n`, deaf: true },
    ]
    judge('R-26 unwanted bodies and deaf readers', ...(await besiege(manners, FEW)))
  })

  test('two hundred requests broken off halfway, and nonsense behind requests, are no news', async () => {
    const since = performance.now()
    const load = startLoad({ ...world, apps: [world.a] })
    const hostile: Hostile[] = []
    for (let turn = 0; turn < MANY; turn += 1) {
      const broken = open(world.a.url, { kind: 'broken off', first: `${posting()}{"title":"` })
      const garbage = '\u0000\u00ff\r\n:\r\n GET / HTTP/9.9\r\n\u0001'.repeat(20)
      hostile.push(
        broken,
        open(world.a.url, { kind: 'garbage', first: `${head('GET', '/api/health/live')}\r\n${garbage}` }),
      )
      await pause(20)
      broken.give()
    }
    await pause(2_000)
    judge('R-26 broken off and garbage', await load.stop(), hostile)
    expect(errorsSince(since)).toEqual([])
  })

  test.each([
    ['a rejected promise that nobody awaits', 'rejected', 'rejected in a route'],
    ['a timer that throws', 'thrown', 'thrown by a timer of a route'],
  ])('%s is one line in the log and no end', async (_, probe, words) => {
    const since = performance.now()
    const answer = await send(`${world.a.url}/api/probe/${probe}`)
    await pause(500)
    const lines = world.a.lines.filter(({ at, text }) => at >= since && text.includes(words))
    show(`R-26 ${probe}`, { answered: answer.status, lines: lines.length, alive: String(world.a.alive()) })
    expect(answer.status).toBe(200)
    expect(lines.map(({ text }) => (JSON.parse(text) as { level: string }).level)).toEqual(['error'])
    expect(world.a.complaints.filter((text) => text.includes(words))).toEqual([])
    expect((await send(`${world.a.url}/api/health/live`)).status).toBe(200)
  })
})

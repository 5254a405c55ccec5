// A process that is told to stop loses nothing: not under load behind a balancer, not what was put off until after an answer.
import http from 'node:http'
import net from 'node:net'
import { once } from 'node:events'
import { spawn } from 'node:child_process'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { QUIET_TOOLS } from '../../scripts/lib/environment.mjs'
import { findFreePort } from '../../scripts/lib/ports.mjs'
import { pause } from '../../scripts/lib/processes.mjs'
import { inProject, projectFolder } from '../../scripts/lib/project.mjs'
import { logged, type AppUnderTest } from '../support/app-under-test'
import { startBalancer } from '../support/balancer'
import { between, describeSample, failures, judgeTime, ms, p99, phase, show, statuses } from '../support/figures'
import { startLoad } from '../support/load'
import { buildWithProbes } from '../support/second-build'
import { send } from '../support/send'
import { startSmtpSink } from '../support/smtp-sink.mjs'
import { LOAD_LIMITS, openWorld, warmUp, type World } from '../support/world'

const BASELINE_MS = phase(5_000, 20_000)
const EXIT_MS = 10_000
const IDLE_EXIT_MS = 2_000
const OPEN_MS = 2_000
const UNREADY_MS = 300
/** A process that was asked nothing for 30 seconds is idle; clients keep their connections for a few before. */
const IDLE_AFTER_MS = 40_000
const READS = 10
const MAILED = 'stops@example.test'

let world: World
let sink: Awaited<ReturnType<typeof startSmtpSink>>
let idle: AppUnderTest
let idleSince: number
beforeAll(async () => {
  const server = buildWithProbes()
  sink = await startSmtpSink({ delayMs: 2_000 })
  const mail = { SMTP_URL: sink.smtpUrl, MAIL_FROM: 'Foothold <hello@example.test>' }
  world = await openWorld({ env: { ...LOAD_LIMITS, ...mail }, server })
  idle = await world.addApp('idle')
  idleSince = performance.now()
  await warmUp(world)
}, 600_000)
afterAll(async () => {
  await world?.stop()
  await sink?.stop()
})

const backendsOf = async (name: string) =>
  (
    await world.postgres.sql<{ count: number }>(
      'select count(*)::int as count from pg_stat_activity where application_name = $1',
      [name],
    )
  )[0]?.count

/** A stream of events, and how it ended. */
function follow(url: string) {
  const stream = { text: '', ended: 'open' }
  http
    .get(url, { agent: false }, (response) => {
      response.on('data', (part: Buffer) => (stream.text += part.toString()))
      response.once('end', () => (stream.ended = 'in order'))
      response.once('error', ({ message }) => (stream.ended = message))
    })
    .once('error', ({ message }) => (stream.ended = message))
  return stream
}

/** A connection that was used once and is kept, as clients keep theirs. */
async function keepOpen({ port }: { port: number }) {
  const socket = net.connect(port, '127.0.0.1')
  socket.write('GET /api/health/live HTTP/1.1\r\nHost: localhost\r\n\r\n')
  const kept = { closed: false }
  socket.on('error', () => undefined)
  socket.once('close', () => (kept.closed = true))
  await once(socket, 'data')
  return kept
}

/** Whether a new connection is taken right now. */
function accepts({ port }: { port: number }): Promise<boolean> {
  const socket = net.connect(port, '127.0.0.1')
  return Promise.race([once(socket, 'connect').then(() => true), once(socket, 'error').then(() => false)])
    .catch(() => false)
    .finally(() => socket.destroy())
}

/** Milliseconds from now until `isSo`, looked at again and again. */
async function timeUntil(isSo: () => Promise<boolean>, withinMs = EXIT_MS): Promise<number> {
  const since = performance.now()
  while (!(await isSo()) && performance.now() - since < withinMs) await pause(20)
  return performance.now() - since
}

const readyStatus = async (app: AppUnderTest) => (await send(`${app.url}/api/health/ready`)).status

async function countReads(app: AppUnderTest, postId: string): Promise<void> {
  for (let reader = 1; reader <= READS; reader += 1)
    await send(`${app.url}/api/v1/posts/${postId}/views`, { method: 'POST', body: {}, address: `203.0.113.${reader}` })
}

async function written(postId: string): Promise<number> {
  const text = 'select coalesce(sum(views), 0)::int as views from post_daily_views where post_id = $1'
  return (await world.postgres.sql<{ views: number }>(text, [postId]))[0]?.views ?? 0
}

const mailsTo = async (address: string) =>
  ((await (await fetch(`${sink.inboxUrl}/?to=${address}`)).json()) as unknown[]).length

describe('R-23 graceful stop', () => {
  test('one of two under load is stopped: nothing fails, what is under way completes, nothing is left', async () => {
    const { a, postIds } = world
    const postId = postIds[0] ?? ''
    const balancer = await startBalancer(world.apps)
    const load = startLoad({ ...world, apps: [balancer] })
    const loaded = performance.now()
    await pause(BASELINE_MS)

    const kept = await keepOpen(a)
    const stream = follow(`${a.url}/api/probe/events`)
    await countReads(a, postId)
    await send(`${a.url}/api/v1/sign-up`, { method: 'POST', body: { email: MAILED } })
    const slow = send(`${a.url}/api/probe/slow`)
    await pause(100)
    const asked = performance.now()
    const exit = a.stop('SIGTERM').then((code) => ({ code, after: performance.now() - asked }))

    const unready = await timeUntil(async () => (await readyStatus(a)) === 503)
    const late = await send(`${a.url}/api/v1/posts?limit=1`)
    await timeUntil(async () => !(await accepts(a)))
    const shut = performance.now() - asked
    const [{ code, after }, waited] = [await exit, await slow]
    await pause(1_000)
    const samples = await load.stop()
    await balancer.stop()

    const [before, during] = [between(samples, loaded, asked), between(samples, asked)]
    const failed = failures(samples)
    show('R-23 under load', {
      'ready 503 after': judgeTime('ready', unready, UNREADY_MS, p99(before)),
      'listener open for': ms(shut),
      '3 s request': `${waited.status} after ${ms(waited.ms)}`,
      stream: stream.ended,
      'exit code': code ?? 'none',
      after: ms(after),
      requests: samples.length,
      'to A and B': [...balancer.passed.values()].join(' and '),
      answered: statuses(samples),
      failed: failed.length,
      'p99 before and during': `${ms(p99(before))}, ${ms(p99(during))}`,
      'backends left': (await backendsOf('A')) ?? -1,
    })
    expect(failed.map(describeSample)).toEqual([])
    expect(balancer.passed.get('A')).toBeGreaterThan(0)
    expect([late.status, late.headers.connection]).toEqual([200, 'close'])
    expect(shut).toBeGreaterThanOrEqual(OPEN_MS)
    expect([waited.status, JSON.parse(waited.text)]).toEqual([200, { waited: true }])
    expect(stream.text).toContain('data: 1')
    expect([stream.ended, kept.closed, code]).toEqual(['in order', true, 0])
    expect(after).toBeLessThanOrEqual(EXIT_MS)
    expect(await backendsOf('A')).toBe(0)
    expect([await written(postId), await mailsTo(MAILED)]).toEqual([READS, 1])
    const last = logged(a).at(-1)
    expect([last?.event, last?.cut]).toEqual(['app_stopped', 0])
  })

  test('an answer that never comes is cut, and the stop ends in its time', async () => {
    const app = await world.addApp('stuck')
    const never = send(`${app.url}/api/probe/never`, { deadlineMs: 20_000 })
    await pause(200)
    const since = performance.now()
    const code = await app.stop('SIGINT')
    const took = performance.now() - since
    show('R-23 stuck', { 'exit code': code ?? 'none', after: ms(took), 'the stuck one': (await never).status })
    expect([code, logged(app).at(-1)?.cut]).toEqual([0, 1])
    expect(took).toBeLessThanOrEqual(EXIT_MS)
  })

  test('a database that does not answer holds no stop up', async () => {
    const app = await world.addApp('frozen')
    await countReads(app, world.postIds[1] ?? '')
    await world.postgres.freeze()
    const since = performance.now()
    const code = await app.stop('SIGTERM')
    const took = performance.now() - since
    await world.postgres.thaw()
    show('R-23 PostgreSQL frozen', { 'exit code': code ?? 'none', after: ms(took) })
    expect(code).toBe(0)
    expect(took).toBeLessThanOrEqual(EXIT_MS)
  })

  test('npm start passes the signal on and ends with what it started', async () => {
    const port = await findFreePort()
    const { PATH, HOME } = process.env
    const child = spawn(process.execPath, [inProject('scripts', 'start.mjs')], {
      cwd: projectFolder,
      env: {
        ...{ PATH, HOME, ...QUIET_TOOLS, PORT: String(port), NODE_ENV: 'production', REDIS_URL: '' },
        APP_URL: 'http://localhost:3000',
        AUTH_SECRET: 'a value that only fault tests use, 32 characters and more',
        DATABASE_URL: `${world.postgres.url}?application_name=npm`,
      },
      stdio: 'ignore',
    })
    const url = `http://127.0.0.1:${port}`
    const started = await timeUntil(async () => (await send(`${url}/api/health/ready`)).status === 200, 60_000)
    const ended = once(child, 'exit')
    const since = performance.now()
    child.kill('SIGTERM')
    const [code] = (await ended) as [number | null]
    const took = performance.now() - since
    show('R-23 npm start', { 'started in': ms(started), 'exit code': code ?? 'none', after: ms(took) })
    expect(code).toBe(0)
    expect(took).toBeLessThanOrEqual(EXIT_MS)
    expect([await accepts({ port }), await backendsOf('npm')]).toEqual([false, 0])
  })

  // Last, for it waits: the tests above are most of that time.
  test('with nobody there it ends at once', async () => {
    await pause(IDLE_AFTER_MS - (performance.now() - idleSince))
    const since = performance.now()
    const code = await idle.stop('SIGTERM')
    const took = performance.now() - since
    show('R-23 idle', { 'exit code': code ?? 'none', after: judgeTime('exit', took, IDLE_EXIT_MS, 0) })
    expect(code).toBe(0)
    expect(await backendsOf('idle')).toBe(0)
  })
})

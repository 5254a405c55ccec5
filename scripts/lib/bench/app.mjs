// One process that serves the build, started as `npm start` does, with limits that nobody reaches: they are counted all the
// same. Its log goes to a file, as a host's would.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'
import { authSecret } from '../database/seed.mjs'
import { QUIET_TOOLS } from '../environment.mjs'
import { findFreePort } from '../ports.mjs'
import { Problem } from '../problem.mjs'
import { pause } from '../processes.mjs'
import { inProject } from '../project.mjs'

const METRICS_TOKEN = 'a token that only the bench holds'
const READY_WITHIN_MS = 60_000
const UNREACHED = '100000000/60s'
const LIMITS = ['ANONYMOUS', 'USER', 'WRITE', 'AUTH', 'PASSWORD', 'MAIL']
/** Set to nothing, so that no `.env` file of a person's reaches the bench. */
const UNSET = [
  'DATABASE_URL_UNPOOLED',
  'DATABASE_REPLICA_URLS',
  'UPSTASH_REDIS_REST_URL',
  'KV_REST_API_URL',
  'SENTRY_DSN',
]

/** @typedef {{ url: string, fetch: (path: string, init?: RequestInit) => Promise<Response>, cpuMs: () => Promise<number>, memoryMb: () => Promise<number>, stop: () => Promise<void> }} BenchApp */

/** @param {number} port @param {{ databaseUrl: string, redisUrl: string }} services */
const environmentOf = (port, { databaseUrl, redisUrl }) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  ...QUIET_TOOLS,
  ...Object.fromEntries(UNSET.map((name) => [name, ''])),
  ...Object.fromEntries(LIMITS.map((name) => [`RATE_LIMIT_${name}`, UNREACHED])),
  NODE_ENV: 'production',
  PORT: String(port),
  APP_URL: `http://127.0.0.1:${port}`,
  TRUSTED_PROXY: '0',
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  AUTH_SECRET: authSecret(),
  METRICS_TOKEN,
  FOOTHOLD_BENCH: '1',
  FOOTHOLD_TETHERED: '1',
})

/** @param {string} folder @param {{ databaseUrl: string, redisUrl: string }} services @returns {Promise<BenchApp>} */
export async function startBenchApp(folder, services) {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const logFile = inProject('test-results', 'bench-app.log')
  const log = openSync(logFile, 'w')
  const preload = pathToFileURL(inProject('scripts', 'preload.mjs')).href
  const next = inProject('node_modules', 'next', 'dist', 'bin', 'next')
  const child = spawn(
    process.execPath,
    ['--import', preload, next, 'start', '-H', '127.0.0.1', '-p', String(port)],
    // The channel ends the child should this process be killed outright.
    { cwd: folder, env: environmentOf(port, services), stdio: ['ignore', log, log, 'ipc'] },
  )
  closeSync(log)
  const until = performance.now() + READY_WITHIN_MS
  while (!(await fetch(`${url}/api/health/ready`).catch(() => null))?.ok) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Problem(`The app did not start:\n${readFileSync(logFile, 'utf8').trim()}`)
    await pause(50)
  }

  /** @param {string} name */
  async function metric(name) {
    const answer = await fetch(`${url}/api/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
    const value = new RegExp(`^${name} (\\S+)`, 'm').exec(await answer.text())?.[1]
    if (value === undefined) throw new Problem(`/api/metrics does not tell ${name}.`)
    return Number(value)
  }
  return {
    url,
    fetch: (path, init) => fetch(`${url}${path}`, { redirect: 'error', ...init }),
    /** Of the whole process since its start, in the kernel too. */
    cpuMs: async () => 1_000 * (await metric('process_cpu_seconds_total')),
    memoryMb: async () => (await metric('process_resident_memory_bytes')) / 1024 ** 2,
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill()
      await once(child, 'exit')
    },
  }
}

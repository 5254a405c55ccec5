// One process that serves the build, started as `npm start` does, with limits that nobody reaches: they are counted all the
// same.
import { pathToFileURL } from 'node:url'
import { authSecret } from '../database/seed.mjs'
import { Problem } from '../problem.mjs'
import { inProject } from '../project.mjs'
import { serve } from './serve.mjs'

const METRICS_TOKEN = 'a token that only the bench holds'
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

/** @param {string} url @param {{ databaseUrl: string, redisUrl: string }} services */
const environmentOf = (url, { databaseUrl, redisUrl }) => ({
  PATH: process.env.PATH,
  HOME: process.env.HOME,
  ...Object.fromEntries(UNSET.map((name) => [name, ''])),
  ...Object.fromEntries(LIMITS.map((name) => [`RATE_LIMIT_${name}`, UNREACHED])),
  APP_URL: url,
  TRUSTED_PROXY: '0',
  DATABASE_URL: databaseUrl,
  REDIS_URL: redisUrl,
  AUTH_SECRET: authSecret(),
  METRICS_TOKEN,
  FOOTHOLD_BENCH: '1',
})

/** @param {string} folder @param {{ databaseUrl: string, redisUrl: string }} services @returns {Promise<BenchApp>} */
export async function startBenchApp(folder, services) {
  const { url, stop } = await serve({
    folder,
    preload: pathToFileURL(inProject('scripts', 'preload.mjs')).href,
    ready: '/api/health/ready',
    logFile: inProject('test-results', 'bench-app.log'),
    env: (own) => environmentOf(own, services),
  })

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
    stop,
  }
}

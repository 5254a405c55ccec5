// A Redis for the tests that need one: REDIS_URL, else a `redis-server` from the PATH on a free port of its own, with no
// file behind it. Where neither exists those tests are skipped, and CI fails instead.
import { spawn, spawnSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { accepts } from '../../scripts/lib/postgres/cluster.mjs'
import { findFreePort } from '../../scripts/lib/ports.mjs'
import { pause } from '../../scripts/lib/processes.mjs'

type TestRedis = { url: string | null; stop: () => Promise<void> }

const tether = fileURLToPath(new URL('../../scripts/lib/tether.mjs', import.meta.url))
const NONE = 'no REDIS_URL and no redis-server on the PATH'

function refuseOrSkip(): TestRedis {
  const { CI } = process.env
  if (CI && CI !== 'false' && CI !== '0') throw new Error(`${NONE}: CI runs the tests that need Redis, so install it.`)
  process.stderr.write(`Tests that need Redis are skipped: ${NONE}.\n`)
  return { url: null, stop: async () => {} }
}

export async function startTestRedis(): Promise<TestRedis> {
  if (process.env.REDIS_URL) return { url: process.env.REDIS_URL, stop: async () => {} }
  if (spawnSync('redis-server', ['--version']).status !== 0) return refuseOrSkip()
  const port = await findFreePort()
  const options = [
    '--port',
    String(port),
    '--bind',
    '127.0.0.1',
    '--save',
    '',
    '--appendonly',
    'no',
    '--daemonize',
    'no',
  ]
  const child = spawn(process.execPath, [tether, 'redis-server', ...options], { stdio: ['pipe', 'ignore', 'inherit'] })
  const ended = new Promise<void>((resolve) => child.once('exit', () => resolve()))
  for (let attempt = 0; !(await accepts(port)); attempt += 1) {
    if (attempt > 200 || child.exitCode !== null)
      throw new Error('redis-server did not start: run it by hand to see why.')
    await pause(25)
  }
  return {
    url: `redis://127.0.0.1:${port}`,
    stop: async () => {
      child.stdin.end()
      await ended
    },
  }
}

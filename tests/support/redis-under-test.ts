// A Redis server that one test file owns and may freeze or kill, on a free port and with nothing on disk.
import { spawn, type ChildProcess } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { Redis } from 'ioredis'
import { accepts } from '../../scripts/lib/postgres/cluster.mjs'
import { findFreePort } from '../../scripts/lib/ports.mjs'
import { pause } from '../../scripts/lib/processes.mjs'
import { descendants, freeze, kill, thaw } from './process-tree'

const tether = fileURLToPath(new URL('../../scripts/lib/tether.mjs', import.meta.url))

export type RedisUnderTest = Awaited<ReturnType<typeof startRedis>>

async function spawnServer(port: number): Promise<{ holder: ChildProcess; pid: number }> {
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const holder = spawn(process.execPath, [tether, 'redis-server', ...options], { stdio: ['pipe', 'ignore', 'inherit'] })
  while (!(await accepts(port))) {
    if (holder.exitCode !== null) throw new Error('redis-server did not start: run it by hand to see why.')
    await pause(10)
  }
  const [pid] = await descendants(holder.pid ?? 0)
  if (pid === undefined) throw new Error('redis-server ended at once.')
  return { holder, pid }
}

export async function startRedis() {
  const port = await findFreePort()
  let server = await spawnServer(port)
  return {
    url: `redis://127.0.0.1:${port}`,
    freeze: () => freeze(server.pid),
    thaw: () => thaw(server.pid),
    kill: () => kill(server.pid),
    /** Resolves when it accepts connections. */
    restart: async () => void (server = await spawnServer(port)),
    stop: async () => {
      await thaw(server.pid)
      server.holder.stdin?.end()
      if (server.holder.exitCode === null) await once(server.holder, 'exit')
    },
    /** A connection of the test's own for the time of one piece of work. */
    use: async <Result>(work: (client: Redis) => Promise<Result>): Promise<Result> => {
      const client = new Redis(port, '127.0.0.1')
      try {
        return await work(client)
      } finally {
        client.disconnect()
      }
    },
  }
}

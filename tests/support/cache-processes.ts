// Starts processes that share a cache and nothing else.
import { fork } from 'node:child_process'
import { once } from 'node:events'
import { fileURLToPath } from 'node:url'
import { projectFolder } from '../../scripts/lib/project.mjs'
import type { CacheAnswer, CacheRequest } from './cache-process'

const script = fileURLToPath(new URL('cache-process.ts', import.meta.url))

export type CacheProcess = { read: (request: Omit<CacheRequest, 'id'>) => Promise<CacheAnswer>; stop: () => void }

/** "react-server" is the condition under which the rooms' `server-only` marker is empty. */
export async function startCacheProcess(redisUrl: string): Promise<CacheProcess> {
  const child = fork(script, [], {
    cwd: projectFolder,
    execArgv: ['--conditions=react-server', '--import', 'tsx'],
    env: { ...process.env, REDIS_URL: redisUrl, DATABASE_URL: 'postgresql://nobody@127.0.0.1:1/none' },
  })
  const waiting = new Map<number, (answer: CacheAnswer) => void>()
  child.on('message', (answer: CacheAnswer) => waiting.get(answer.id)?.(answer))
  await once(child, 'message')
  let last = 0
  return {
    read: (request) =>
      new Promise((resolve) => {
        last += 1
        waiting.set(last, resolve)
        child.send({ id: last, ...request })
      }),
    stop: () => child.disconnect(),
  }
}

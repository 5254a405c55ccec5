// `next start` of a build: ends with this process, even one that is killed outright.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { closeSync, openSync, readFileSync } from 'node:fs'
import { QUIET_TOOLS } from '../environment.mjs'
import { findFreePort } from '../ports.mjs'
import { Problem } from '../problem.mjs'
import { pause } from '../processes.mjs'
import { inProject } from '../project.mjs'

const READY_WITHIN_MS = 60_000

/**
 * Serves the build of a folder and waits until `ready` answers. The log goes to a file, as a host's would. `preload` is a
 * `file:` URL, which Node imports first.
 * @param {{ folder: string, preload: string, ready: string, logFile: string, env: (url: string) => Record<string, string | undefined> }} server
 */
export async function serve({ folder, preload, ready, logFile, env }) {
  const port = await findFreePort()
  const url = `http://127.0.0.1:${port}`
  const log = openSync(logFile, 'w')
  const child = spawn(
    process.execPath,
    ['--import', preload, inProject('node_modules', 'next', 'dist', 'bin', 'next'), 'start', '-H', '127.0.0.1'],
    {
      cwd: folder,
      env: { ...QUIET_TOOLS, NODE_ENV: 'production', FOOTHOLD_TETHERED: '1', ...env(url), PORT: String(port) },
      stdio: ['ignore', log, log, 'ipc'],
    },
  )
  closeSync(log)
  const until = performance.now() + READY_WITHIN_MS
  while (!(await fetch(`${url}${ready}`).catch(() => null))?.ok) {
    if (child.exitCode !== null || performance.now() > until)
      throw new Problem(`The server did not start:\n${readFileSync(logFile, 'utf8').trim()}`)
    await pause(50)
  }
  return {
    url,
    stop: async () => {
      if (child.exitCode !== null) return
      child.kill()
      await once(child, 'exit')
    },
  }
}

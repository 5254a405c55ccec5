// Freezing and killing a server together with every process it started, by their ids.
import { execFile } from 'node:child_process'
import { promisify } from 'node:util'
import { identify, signalQuietly, waitForExit } from '../../scripts/lib/processes.mjs'

const run = promisify(execFile)

/** The ids of everything below a process. */
export async function descendants(pid: number): Promise<number[]> {
  const { stdout } = await run('ps', ['-eo', 'pid=,ppid='])
  const pairs = stdout
    .trim()
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
  const below = (parent: number): number[] =>
    pairs.flatMap(([child = 0, its]) => (its === parent ? [child, ...below(child)] : []))
  return below(pid)
}

/** The parent stops first: it can start no more children meanwhile. */
export async function freeze(pid: number): Promise<void> {
  signalQuietly(pid, 'SIGSTOP')
  for (const child of await descendants(pid)) signalQuietly(child, 'SIGSTOP')
}

export async function thaw(pid: number): Promise<void> {
  for (const child of await descendants(pid)) signalQuietly(child, 'SIGCONT')
  signalQuietly(pid, 'SIGCONT')
}

/** All at one moment: looking them up takes longer than the outage may begin. A child made meanwhile ends with its parent. */
export async function kill(pid: number): Promise<void> {
  const family = [pid, ...(await descendants(pid))].map(identify)
  for (const member of family) signalQuietly(member.pid, 'SIGKILL')
  for (const member of family) await waitForExit(member, 5_000)
}

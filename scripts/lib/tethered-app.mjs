import { startNode } from './children.mjs'
import { accepts } from './postgres/cluster.mjs'
import { pause } from './processes.mjs'

/** @param {number} port @param {Promise<unknown>} ended */
async function untilListening(port, ended) {
  let over = false
  void ended.then(() => (over = true))
  while (!over && !(await accepts(port)) && !(await accepts(port, '::1'))) await pause(50)
  return !over
}

/**
 * Runs Next until it ends or somebody wants it to, passing the signal on.
 * @param {{ args: string[], env: NodeJS.ProcessEnv, port: number, asked: Promise<NodeJS.Signals>, onListening: () => void }} options
 * @returns {Promise<number>} its exit code; in development 0 after a signal
 */
export async function runTetheredApp({ args, env, port, asked, onListening }) {
  const app = startNode(['--import', './scripts/preload.mjs', ...args], env)
  void untilListening(port, app.ended).then((up) => up && onListening())
  const first = await Promise.race([app.ended, asked])
  if (typeof first === 'number') return first
  await app.stop(first)
  return env.NODE_ENV === 'production' ? app.ended : 0
}

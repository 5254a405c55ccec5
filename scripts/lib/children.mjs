import { spawn } from 'node:child_process'
import { projectFolder } from './project.mjs'
import { QUIET_TOOLS } from './environment.mjs'
import { isAlive, identify, waitForExit } from './processes.mjs'

/** @typedef {{ code: number, output: string }} Outcome */

/**
 * Runs a Node program to its end and keeps what it said.
 * @param {string[]} args @param {{ env?: NodeJS.ProcessEnv, show?: boolean, cwd?: string }} [options] show: its output goes to the terminal
 * @returns {Promise<Outcome>}
 */
export function runNode(args, { env = process.env, show = false, cwd = projectFolder } = {}) {
  return new Promise((resolve, reject) => {
    const child = spawn(process.execPath, args, {
      cwd,
      env: { ...env, ...QUIET_TOOLS },
      stdio: ['ignore', show ? 'inherit' : 'pipe', show ? 'inherit' : 'pipe'],
      windowsHide: true,
    })
    let output = ''
    child.stdout?.on('data', (chunk) => (output += chunk))
    child.stderr?.on('data', (chunk) => (output += chunk))
    child.once('error', reject)
    child.once('close', (code) => resolve({ code: code ?? 1, output }))
  })
}

/**
 * Starts a Node program that stays. It is tethered by a channel: should this process be killed outright, the preload,
 * where the child loads it, sees the channel close and ends it.
 * @param {string[]} args @param {NodeJS.ProcessEnv} env
 */
export function startNode(args, env) {
  const child = spawn(process.execPath, args, {
    cwd: projectFolder,
    env: { ...env, ...QUIET_TOOLS, FOOTHOLD_TETHERED: '1' },
    stdio: ['inherit', 'inherit', 'inherit', 'ipc'],
  })
  const ended = new Promise((resolve) => {
    child.once('error', () => resolve(1))
    child.once('exit', (code, signal) => resolve(code ?? (signal ? 1 : 0)))
  })
  const identity = child.pid ? identify(child.pid) : null

  /** @param {NodeJS.Signals} signal */
  async function stop(signal, patience = 10_000) {
    if (!identity || !isAlive(identity)) return
    // A terminal's Ctrl-C has reached it already; a second signal would cut its own clean-up short.
    const own = signal === 'SIGINT' && process.stdin.isTTY ? 300 : 0
    if (own && (await waitForExit(identity, own))) return
    // A closed terminal is no reason to end any other way than in order.
    child.kill(signal === 'SIGHUP' ? 'SIGTERM' : signal)
    if (!(await waitForExit(identity, patience))) child.kill('SIGKILL')
    await waitForExit(identity, 2_000)
  }
  return { ended: /** @type {Promise<number>} */ (ended), stop }
}

/**
 * Runs a Node program in this terminal to its end, or to the end that somebody asks for; after that, not at all.
 * @param {string[]} args @param {NodeJS.ProcessEnv} env @param {import('./stay.mjs').Stay} stay
 */
export async function runUntilAsked(args, env, { asked, wasAsked }) {
  if (wasAsked()) return 130
  const child = startNode(args, env)
  const first = await Promise.race([child.ended, asked])
  if (typeof first === 'number') return first
  await child.stop(first)
  return 130
}

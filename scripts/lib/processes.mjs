import { spawnSync } from 'node:child_process'
import { existsSync, readFileSync } from 'node:fs'

/**
 * A process that can be told from a later one that was given the same number.
 * @typedef {{ pid: number, startedAt: string | null }} ProcessIdentity
 */

const hasProcFolder = existsSync('/proc/self/stat')

/** @param {number} pid @returns {string[] | null} the fields of /proc/PID/stat after the command's name */
function procStat(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'utf8')
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ')
  } catch {
    return null
  }
}

/** @param {number} pid @param {string} column */
function askPs(pid, column) {
  if (process.platform === 'win32') return null
  const { stdout, status } = spawnSync('ps', ['-o', `${column}=`, '-p', String(pid)], { encoding: 'utf8' })
  return status === 0 && stdout.trim() ? stdout.trim() : null
}

/** @param {number} pid @returns {ProcessIdentity} */
export function identify(pid) {
  return { pid, startedAt: hasProcFolder ? (procStat(pid)?.[19] ?? null) : askPs(pid, 'lstart') }
}

export const thisProcess = identify(process.pid)

/** @param {number} pid */
function exists(pid) {
  try {
    process.kill(pid, 0)
    return true
  } catch (error) {
    return /** @type {NodeJS.ErrnoException} */ (error).code === 'EPERM'
  }
}

/** @param {ProcessIdentity | null | undefined} identity */
export function isAlive(identity) {
  if (!identity || !exists(identity.pid)) return false
  if (hasProcFolder) {
    const stat = procStat(identity.pid)
    // A zombie has ended; only its parent has not looked yet.
    if (!stat || stat[0] === 'Z') return false
    return identity.startedAt === null || stat[19] === identity.startedAt
  }
  return identity.startedAt === null || askPs(identity.pid, 'lstart') === identity.startedAt
}

/** @param {number} pid */
export function commandLineOf(pid) {
  if (!hasProcFolder) return askPs(pid, 'command')
  try {
    return readFileSync(`/proc/${pid}/cmdline`, 'utf8').replaceAll('\0', ' ').trim() || null
  } catch {
    return null
  }
}

/** @param {number} pid @returns {number | null} */
export function parentOf(pid) {
  const parent = Number(hasProcFolder ? procStat(pid)?.[1] : askPs(pid, 'ppid'))
  return parent > 1 ? parent : null
}

/** @param {number} ms */
export const pause = (ms) => new Promise((resolve) => setTimeout(resolve, ms))

/** @param {ProcessIdentity} identity @param {number} ms */
export async function waitForExit(identity, ms) {
  const until = Date.now() + ms
  while (isAlive(identity)) {
    if (Date.now() > until) return false
    await pause(20)
  }
  return true
}

/** @param {number} pid @param {NodeJS.Signals} signal */
export function signalQuietly(pid, signal) {
  try {
    process.kill(pid, signal)
  } catch {
    // It ended first, which is what the signal was for.
  }
}

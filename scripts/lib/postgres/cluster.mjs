import { spawn, spawnSync } from 'node:child_process'
import {
  chownSync,
  closeSync,
  existsSync,
  openSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from 'node:fs'
import net from 'node:net'
import path from 'node:path'
import { Problem } from '../problem.mjs'
import { commandLineOf, identify, isAlive, pause, signalQuietly, waitForExit } from '../processes.mjs'

/** @typedef {import('./binaries.mjs').Binaries} Binaries */
/** @typedef {import('./system-user.mjs').DatabaseUser} DatabaseUser */
/** @typedef {import('../processes.mjs').ProcessIdentity} ProcessIdentity */
/** @typedef {{ data: string, log: string, user: DatabaseUser | null, binaries: Binaries, settings: Record<string, string> }} Cluster */

const START_SECONDS = 60
const windows = process.platform === 'win32'

/** @param {Cluster} cluster */
function spawnOptions({ user, data }) {
  // PG* variables of the person's shell would point the server at another port or folder.
  const env = Object.fromEntries(Object.entries(process.env).filter(([name]) => !name.startsWith('PG')))
  return {
    cwd: path.dirname(data),
    env: { ...env, LC_ALL: 'C', TZ: 'UTC' },
    windowsHide: true,
    ...(user ? { uid: user.uid, gid: user.gid } : {}),
  }
}

/** @param {string} output @param {string} folder */
function startFailure(output, folder) {
  if (/No space left on device|ENOSPC/i.test(output)) {
    return new Problem(
      `There is no space left for the embedded database (${folder}): free some and run the command again.`,
    )
  }
  if (/Permission denied/i.test(output)) {
    return new Problem(`The embedded database may not use ${folder}: check who owns it and run the command again.`)
  }
  if (/could not (create|map|attach to) .*shared memory/i.test(output)) {
    return new Problem('The system refuses shared memory to PostgreSQL: give the container more (`--shm-size=256m`).')
  }
  const last =
    output
      .trim()
      .split('\n')
      .filter((line) => /error|fatal|could not/i.test(line))
      .at(-1) ?? output.trim().split('\n').at(-1)
  return new Problem(
    `The embedded database did not start (${last?.trim() || 'no reason given'}): its log is beside ${folder}.`,
  )
}

/**
 * Makes the data folder, whole or not at all.
 * @param {Cluster} cluster @param {string} password
 */
export function initialise(cluster, password) {
  const { data, user, binaries } = cluster
  const home = path.dirname(data)
  for (const name of readdirSync(home)) {
    if (name.startsWith('unfinished-')) rmSync(path.join(home, name), { recursive: true, force: true })
  }
  const unfinished = path.join(home, `unfinished-${process.pid}`)
  const passwordFile = path.join(home, `unfinished-password-${process.pid}`)
  writeFileSync(passwordFile, password, { mode: 0o600 })
  try {
    if (user) chownSync(passwordFile, user.uid, user.gid)
    const { status, stdout, stderr, error } = spawnSync(
      binaries.initdb,
      [
        ...['-D', unfinished, '-U', 'postgres', `--pwfile=${passwordFile}`, '--auth=scram-sha-256'],
        ...['--encoding=UTF8', '--locale=C', '--no-instructions'],
        ...(cluster.settings['fsync'] === 'off' ? ['--no-sync'] : []),
      ],
      { ...spawnOptions(cluster), encoding: 'utf8' },
    )
    if (error) throw startFailure(error.message, data)
    if (status !== 0) throw startFailure(stderr || stdout, data)
    renameSync(unfinished, data)
  } finally {
    rmSync(passwordFile, { force: true })
    rmSync(unfinished, { recursive: true, force: true })
  }
}

/** @param {string} data @returns {{ pid: number, port: number, ready: boolean } | null} */
export function readPidFile(data) {
  try {
    const lines = readFileSync(path.join(data, 'postmaster.pid'), 'utf8').split('\n')
    return { pid: Number(lines[0]), port: Number(lines[3]), ready: lines[7]?.trim() === 'ready' }
  } catch {
    return null
  }
}

/** Whether something accepts connections there. @param {number} port @param {string} [host] @returns {Promise<boolean>} */
export function accepts(port, host = '127.0.0.1') {
  return new Promise((resolve) => {
    const socket = net.connect({ port, host, timeout: 1000 })
    const answer = (/** @type {boolean} */ yes) => {
      socket.destroy()
      resolve(yes)
    }
    socket.once('connect', () => answer(true))
    socket.once('error', () => answer(false))
    socket.once('timeout', () => answer(false))
  })
}

/**
 * Ends a server that a killed command left behind without a word, and removes a pid file that names a stranger.
 * @param {Cluster} cluster
 */
export async function clearLeftovers(cluster) {
  const left = readPidFile(cluster.data)
  if (!left) return
  const identity = identify(left.pid)
  if (isAlive(identity) && commandLineOf(left.pid)?.includes(cluster.data)) await stop(cluster, identity)
  else rmSync(path.join(cluster.data, 'postmaster.pid'), { force: true })
}

/** @param {Cluster} cluster @param {number} port */
function spawnServer(cluster, port) {
  const { binaries, data, log } = cluster
  const settings = { ...cluster.settings, port: String(port) }
  const flags = Object.entries(settings).flatMap(([name, value]) => ['-c', `${name}=${value}`])
  if (windows) {
    // Only pg_ctl drops an administrator's rights there, which the server insists on.
    spawnSync(binaries.pgCtl, ['start', '-W', '-D', data, '-l', log, '-o', flags.join(' ')], spawnOptions(cluster))
    return null
  }
  const output = openSync(log, 'w', 0o600)
  const child = spawn(binaries.postgres, ['-D', data, ...flags], {
    ...spawnOptions(cluster),
    detached: true,
    stdio: ['ignore', output, output],
  })
  closeSync(output)
  child.unref()
  return child
}

/** @param {string} log */
function readLog(log) {
  return existsSync(log) ? readFileSync(log, 'utf8') : ''
}

/**
 * Starts the server in a process group of its own, so that Ctrl-C in a terminal does not reach it.
 * @param {Cluster} cluster @param {number} port
 * @returns {Promise<ProcessIdentity>}
 */
export async function start(cluster, port) {
  const child = spawnServer(cluster, port)
  let failure = /** @type {Error | null} */ (null)
  child?.once('error', (error) => (failure = error))
  const until = Date.now() + START_SECONDS * 1000
  while (Date.now() < until) {
    if (failure) throw startFailure(failure.message, cluster.data)
    const running = readPidFile(cluster.data)
    if (running?.ready && running.port === port && (!child || running.pid === child.pid)) return identify(running.pid)
    if (child && child.exitCode !== null) throw startFailure(readLog(cluster.log), cluster.data)
    await pause(15)
  }
  if (child?.pid) signalQuietly(child.pid, 'SIGQUIT')
  throw new Problem(`The embedded database was not ready after ${START_SECONDS} seconds: see ${cluster.log}.`)
}

/**
 * A fast shutdown: open connections are ended, everything committed is kept.
 * @param {Pick<Cluster, 'data' | 'binaries' | 'user'>} cluster @param {ProcessIdentity} server
 */
export async function stop(cluster, server) {
  if (!isAlive(server)) return
  if (windows) {
    const { pgCtl } = cluster.binaries
    spawnSync(pgCtl, ['stop', '-w', '-m', 'fast', '-D', cluster.data], { windowsHide: true })
    return
  }
  for (const [signal, patience] of /** @type {const} */ ([
    ['SIGINT', 15_000],
    ['SIGQUIT', 5_000],
    ['SIGKILL', 2_000],
  ])) {
    signalQuietly(server.pid, signal)
    if (await waitForExit(server, patience)) return
  }
}

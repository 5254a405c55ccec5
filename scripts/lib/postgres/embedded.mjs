import { spawn } from 'node:child_process'
import { existsSync, readFileSync, rmSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import { withFileLock } from '../file-lock.mjs'
import { findFreePort } from '../ports.mjs'
import { Problem } from '../problem.mjs'
import { identify, isAlive, signalQuietly, thisProcess } from '../processes.mjs'
import { dataFolder, ensurePrivateFolder, keptSecret } from '../project.mjs'
import { prepareBinaries } from './binaries.mjs'
import { accepts, clearLeftovers, initialise, readPidFile, start, stop } from './cluster.mjs'
import { livingUsers, lockFileOf, readState, writeState } from './state.mjs'
import { databaseUser } from './system-user.mjs'

/** @typedef {import('./cluster.mjs').Cluster} Cluster */
/** @typedef {import('./state.mjs').State} State */
/** @typedef {'development' | 'test'} Purpose */
/** @typedef {{ url: (database?: string) => string, port: number, attached: boolean, release: () => Promise<void> }} EmbeddedServer */

const HOST = '127.0.0.1'
export const DATABASE = 'foothold'
const SETTINGS = {
  listen_addresses: HOST,
  // A socket's path may be too long, and lies in folders that the database's user may not enter.
  unix_socket_directories: '',
  timezone: 'UTC',
  log_timezone: 'UTC',
  shared_preload_libraries: 'pg_stat_statements',
  jit: 'off',
}
/** Test data may be lost at any moment, so it is never waited for. */
const TEST_SETTINGS = { fsync: 'off', synchronous_commit: 'off', full_page_writes: 'off', max_connections: '300' }

/** @param {Purpose} purpose */
function folderOf(purpose) {
  return path.join(dataFolder(), purpose === 'test' ? 'postgres-test' : 'postgres')
}

/** @param {Purpose} purpose @param {string} folder @returns {Cluster} */
function describeCluster(purpose, folder) {
  const user = databaseUser()
  const binaries = prepareBinaries({ stageIn: user?.shared ?? dataFolder(), mustStage: user !== null })
  return {
    data: path.join(user?.home ?? folder, purpose === 'test' ? 'data-test' : 'data'),
    log: path.join(folder, 'server.log'),
    user,
    binaries,
    settings: purpose === 'test' ? { ...SETTINGS, ...TEST_SETTINGS } : SETTINGS,
  }
}

/** @param {State | null} state @param {Cluster} cluster @returns {Promise<boolean>} */
async function isRunning(state, cluster) {
  // A copied or moved project brings a file that describes the server of another folder.
  if (!state?.server || state.data !== cluster.data || !isAlive(state.server)) return false
  return readPidFile(cluster.data)?.pid === state.server.pid && accepts(state.port)
}

/** @param {Cluster} cluster @param {{ text: string, fresh: boolean }} password */
async function ensureData(cluster, password) {
  const { data, user, binaries } = cluster
  await clearLeftovers(cluster)
  if (existsSync(data) && password.fresh) {
    if (!user)
      throw new Problem(`The password of the embedded database is gone: move ${data} away to begin with a new one.`)
    // Root's data lies outside the project: this is what a deleted copy in the same place left behind.
    rmSync(data, { recursive: true, force: true })
  }
  if (!existsSync(data)) return initialise(cluster, password.text)
  const version = readFileSync(path.join(data, 'PG_VERSION'), 'utf8').trim()
  if (version !== binaries.major) {
    throw new Problem(
      `${data} was made by PostgreSQL ${version} and this is ${binaries.major}: move that folder away to begin with a new database.`,
    )
  }
}

/** @param {Cluster} cluster @param {number | undefined} previousPort */
async function startOnFreePort(cluster, previousPort) {
  for (let attempt = 1; ; attempt += 1) {
    const port = await findFreePort(attempt === 1 ? previousPort : undefined)
    try {
      return { port, server: await start(cluster, port) }
    } catch (error) {
      // The port may be taken between the question and the start; a killed server's children need a moment to end.
      const passing =
        error instanceof Problem && /could not bind|address already in use|still in use/i.test(error.message)
      if (!passing || attempt === 5) throw error
      await new Promise((resolve) => setTimeout(resolve, 300))
    }
  }
}

/** @param {string} folder */
function spawnWatcher(folder) {
  const script = fileURLToPath(new URL('watcher.mjs', import.meta.url))
  const child = spawn(process.execPath, [script, folder], {
    detached: true,
    stdio: 'ignore',
    windowsHide: true,
    env: { ...process.env, NODE_OPTIONS: '' },
  })
  child.unref()
  return child.pid ? identify(child.pid) : null
}

/**
 * Starts the embedded server or attaches to the one that runs. Whoever holds it calls `release`; the last one out
 * stops it, and a watcher does so for those who were killed.
 * @param {Purpose} purpose
 * @returns {Promise<EmbeddedServer>}
 */
export async function useEmbeddedPostgres(purpose) {
  const folder = ensurePrivateFolder(folderOf(purpose))
  const { port, attached, password } = await withFileLock(lockFileOf(folder), async () => {
    const name = purpose === 'test' ? 'postgres-test-password' : 'postgres-password'
    const fresh = !existsSync(path.join(dataFolder(), name))
    const password = keptSecret(name, 18)
    const cluster = describeCluster(purpose, folder)
    const state = readState(folder)
    if (state && (await isRunning(state, cluster))) {
      const watcher = isAlive(state.watcher) ? state.watcher : spawnWatcher(folder)
      writeState(folder, { ...state, watcher, users: [...livingUsers(state), thisProcess] })
      return { port: state.port, attached: true, password }
    }
    await ensureData(cluster, { text: password, fresh })
    const { port, server } = await startOnFreePort(cluster, state?.port)
    const { data, binaries } = cluster
    const described = { data, bin: binaries.folder, host: HOST, port, server, watcher: null, users: [thisProcess] }
    writeState(folder, described)
    writeState(folder, { ...described, watcher: spawnWatcher(folder) })
    return { port, attached: false, password }
  })
  return {
    port,
    attached,
    url: (database = DATABASE) => `postgresql://postgres:${password}@${HOST}:${port}/${database}`,
    release: () => leave(purpose),
  }
}

/** Gives up this process's use of the server and stops it when nobody else uses it. @param {Purpose} purpose */
export async function leave(purpose) {
  const folder = folderOf(purpose)
  if (!existsSync(folder)) return
  await withFileLock(lockFileOf(folder), async () => {
    const state = readState(folder)
    if (!state) return
    const users = livingUsers(state).filter((user) => user.pid !== process.pid)
    if (users.length > 0 || !state.server) return writeState(folder, { ...state, users })
    await stopServer(folder, state)
  })
}

/** @param {string} folder @param {State} state */
export async function stopServer(folder, state) {
  const pgCtl = path.join(state.bin, 'bin', 'pg_ctl.exe')
  if (state.server) await stop({ data: state.data, user: null, binaries: { pgCtl } }, state.server)
  if (state.watcher && state.watcher.pid !== process.pid && isAlive(state.watcher))
    signalQuietly(state.watcher.pid, 'SIGTERM')
  writeState(folder, { ...state, server: null, watcher: null, users: [] })
}

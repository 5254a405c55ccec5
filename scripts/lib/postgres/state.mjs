import { existsSync, readFileSync, renameSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { isAlive } from '../processes.mjs'

/** @typedef {import('../processes.mjs').ProcessIdentity} ProcessIdentity */

/**
 * Who runs and who uses one embedded server. One file in its data folder; every change is made under its lock.
 * @typedef {{ data: string, bin: string, host: string, port: number, server: ProcessIdentity | null, watcher: ProcessIdentity | null, users: ProcessIdentity[] }} State
 */

/** @param {string} folder */
export const stateFileOf = (folder) => path.join(folder, 'server.json')

/** @param {string} folder */
export const lockFileOf = (folder) => path.join(folder, 'server.lock')

/** @param {string} folder @returns {State | null} */
export function readState(folder) {
  const file = stateFileOf(folder)
  if (!existsSync(file)) return null
  try {
    return JSON.parse(readFileSync(file, 'utf8'))
  } catch {
    return null
  }
}

/** @param {string} folder @param {State} state */
export function writeState(folder, state) {
  const file = stateFileOf(folder)
  writeFileSync(`${file}.new`, `${JSON.stringify(state, null, 2)}\n`, { mode: 0o600 })
  renameSync(`${file}.new`, file)
}

/** @param {State} state */
export const livingUsers = (state) => state.users.filter((user) => isAlive(user))

// Stops an embedded server that nobody has used for a while: whoever started it was killed and could not.
// Started detached beside the server; ends with it.
import { existsSync } from 'node:fs'
import { withFileLock } from '../file-lock.mjs'
import { isAlive, pause } from '../processes.mjs'
import { stopServer } from './embedded.mjs'
import { livingUsers, lockFileOf, readState } from './state.mjs'

const UNUSED_FOR_MS = 30_000
const LOOK_EVERY_MS = 2_000

const folder = process.argv[2] ?? ''
process.chdir('/')

const first = readState(folder)
let lastUse = Date.now()

/** @returns {Promise<boolean>} whether there is still something to watch */
async function look() {
  if (!first?.server || !isAlive(first.server)) return false
  const state = readState(folder)
  if (state && state.server?.pid !== first.server.pid) return false
  if (state && livingUsers(state).length > 0) lastUse = Date.now()
  if (Date.now() - lastUse < UNUSED_FOR_MS) return true
  if (!existsSync(folder)) {
    // The project was deleted under the running server.
    process.kill(first.server.pid, 'SIGINT')
    return false
  }
  return withFileLock(lockFileOf(folder), async () => {
    const current = readState(folder) ?? first
    if (livingUsers(current).length > 0) return true
    if (current.server?.pid === first.server?.pid) await stopServer(folder, current)
    return false
  })
}

while (await look()) await pause(LOOK_EVERY_MS)

import { createHash } from 'node:crypto'
import { chmodSync, chownSync, lstatSync, mkdirSync, readFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { Problem } from '../problem.mjs'
import { dataFolder } from '../project.mjs'

/** PostgreSQL refuses to run as root; this is who runs it instead and where that user may read and write. */
/** @typedef {{ uid: number, gid: number, shared: string, home: string }} DatabaseUser */

const CANDIDATES = ['postgres', '_postgres', 'nobody']

function unprivilegedIds() {
  const lines = readFileSync('/etc/passwd', 'utf8').split('\n')
  for (const name of CANDIDATES) {
    const [, , uid, gid] = lines.find((line) => line.startsWith(`${name}:`))?.split(':') ?? []
    if (Number(uid) > 0 && Number(gid) > 0) return { uid: Number(uid), gid: Number(gid) }
  }
  return { uid: 65534, gid: 65534 }
}

/** A folder of root's that others may enter but nobody else may have prepared. @param {string} parent */
function ownFolder(parent) {
  const folder = path.join(parent, 'foothold')
  mkdirSync(folder, { recursive: true, mode: 0o755 })
  const stat = lstatSync(folder)
  if (!stat.isDirectory() || stat.uid !== 0)
    throw new Problem(`${folder} belongs to somebody else: remove it and run again.`)
  chmodSync(folder, 0o755)
  return folder
}

function sharedFolder() {
  try {
    return ownFolder('/var/lib')
  } catch {
    return ownFolder(os.tmpdir())
  }
}

/** Null for everybody but root: then the database runs as the user who started it. @returns {DatabaseUser | null} */
export function databaseUser() {
  if (process.getuid?.() !== 0) return null
  const { uid, gid } = unprivilegedIds()
  const shared = sharedFolder()
  const home = path.join(shared, createHash('sha256').update(dataFolder()).digest('hex').slice(0, 12))
  mkdirSync(home, { recursive: true, mode: 0o700 })
  try {
    chownSync(home, uid, gid)
  } catch {
    throw new Problem(
      'PostgreSQL does not run as root, and this root may not hand files to another user: run the command as a normal user.',
    )
  }
  return { uid, gid, shared, home }
}

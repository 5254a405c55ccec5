import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

export const projectFolder = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..', '..')

/** Everything a run leaves behind: databases, secrets of this copy, the development inbox. Ignored by git. */
export function dataFolder() {
  return path.resolve(projectFolder, process.env.FOOTHOLD_DATA_DIR || '.foothold')
}

/** @param {...string} parts */
export function inProject(...parts) {
  return path.join(projectFolder, ...parts)
}

/** @param {string} folder */
export function ensurePrivateFolder(folder) {
  mkdirSync(folder, { recursive: true, mode: 0o700 })
  return folder
}

/**
 * A secret made once per data folder, readable by its owner only.
 * @param {string} name
 * @param {number} [bytes]
 */
export function keptSecret(name, bytes = 32) {
  const file = path.join(ensurePrivateFolder(dataFolder()), name)
  if (existsSync(file)) {
    const kept = readFileSync(file, 'utf8').trim()
    if (kept) return kept
  }
  const secret = randomBytes(bytes).toString('base64url')
  writeFileSync(file, `${secret}\n`, { mode: 0o600 })
  return secret
}

import { createHash } from 'node:crypto'
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../problem.mjs'
import { inProject } from '../project.mjs'

/** @typedef {{ name: string, sql: string }} Migration */

export const migrationsFolder = inProject('prisma', 'migrations')

/** @param {string} text */
export function checksumOf(text) {
  return createHash('sha256').update(text).digest('hex')
}

/**
 * Whether a file is the one that was applied. Line ends do not count: a checkout on Windows may have changed them.
 * @param {string} sql @param {string} checksum
 */
export function matchesChecksum(sql, checksum) {
  const unix = sql.replaceAll('\r\n', '\n')
  return [sql, unix, unix.replaceAll('\n', '\r\n')].some((text) => checksumOf(text) === checksum)
}

/** All migrations in the order they are applied. @param {string} [folder] @returns {Migration[]} */
export function readMigrations(folder = migrationsFolder) {
  if (!existsSync(folder)) return []
  return readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const file = path.join(folder, name, 'migration.sql')
      if (!existsSync(file)) throw new Problem(`${file} is missing: restore it, or remove its folder.`)
      return { name, sql: readFileSync(file, 'utf8') }
    })
}

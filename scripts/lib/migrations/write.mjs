import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Problem } from '../problem.mjs'
import { inProject } from '../project.mjs'
import { migrationsFolder, readMigrations } from './files.mjs'
import { diffSchema } from './schema-engine.mjs'

const EMPTY_DIFF = '-- This is an empty migration.'
const LOCK_FILE = '# Prisma wants this file beside the migrations.\nprovider = "postgresql"\n'
const DESTRUCTIVE =
  /^\s*(drop\s+(table|schema|type|view)\b.*|.*\bdrop\s+column\b.*|truncate\b.*|delete\s+from\b.*|.*\bset\s+data\s+type\b.*)$/i

/** @param {string} text */
export function toMigrationName(text) {
  const name = text
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
    .slice(0, 60)
  if (!name) throw new Problem('A migration needs a name: npm run db:migration -- add_post_language')
  return name
}

/** @param {Date} date UTC, to the second, as Prisma names its folders */
export function timestampOf(date) {
  return date.toISOString().replace(/\D/g, '').slice(0, 14)
}

/** The lines of a script that take data away. @param {string} sql */
export function destructiveLines(sql) {
  return sql.split('\n').filter((line) => !line.trimStart().startsWith('--') && DESTRUCTIVE.test(line))
}

/** @param {string} sql */
export function isEmptyScript(sql) {
  return sql.replace(EMPTY_DIFF, '').trim() === ''
}

export function readSchema() {
  const file = inProject('prisma', 'schema.prisma')
  return { path: file, text: readFileSync(file, 'utf8') }
}

/** The engine reports a broken schema as a JSON message inside an error. @param {unknown} error */
function toProblem(error) {
  const message = error instanceof Error ? error.message : String(error)
  return new Problem(`The migration could not be written: ${message.replace(/\u001b\[\d+(;\d+)*m/g, '').trim()}`)
}

/**
 * Writes the migration that brings the database to the schema. Null when they agree already.
 * @param {import('../database/address.mjs').Address} address @param {string} title
 * @returns {Promise<{ file: string, sql: string, destructive: string[] } | null>}
 */
export async function writeMigration(address, title, { now = new Date(), folder = migrationsFolder } = {}) {
  const name = toMigrationName(title)
  const sql = await diffSchema(address, readSchema(), readMigrations(folder)).catch((error) => {
    throw toProblem(error)
  })
  if (isEmptyScript(sql)) return null
  const target = path.join(folder, `${timestampOf(now)}_${name}`)
  mkdirSync(target, { recursive: true })
  const file = path.join(target, 'migration.sql')
  writeFileSync(file, sql)
  const lockFile = path.join(folder, 'migration_lock.toml')
  if (!existsSync(lockFile)) writeFileSync(lockFile, LOCK_FILE)
  return { file, sql, destructive: destructiveLines(sql) }
}

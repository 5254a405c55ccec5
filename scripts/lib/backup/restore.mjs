import { pipeline } from 'node:stream/promises'
import pg from 'pg'
import copyStreams from 'pg-copy-streams'
import { databaseNameOf, describeAddress, withConnection } from '../database/address.mjs'
import { applyMigrations } from '../migrations/apply.mjs'
import { matchesChecksum, readMigrations } from '../migrations/files.mjs'
import { readHistory } from '../migrations/history.mjs'
import { Problem } from '../problem.mjs'
import { BackupReader } from './file.mjs'
import { columnList, listFilled, listTables, readAlike, sumTable } from './tables.mjs'

/** @typedef {import('pg').Client} Client */
/** @typedef {import('../database/address.mjs').Address} Address */
/** @typedef {import('../migrations/files.mjs').Migration} Migration */
/** @typedef {import('./tables.mjs').Table} Table */
/** @typedef {{ migrations?: Migration[], replace?: string | undefined, maxAgeMs?: number | undefined }} Options */

const LOCK_NOT_AVAILABLE = '55P03'

/** The migrations that made the tables of the backup. @param {import('./file.mjs').Header} header @param {Migration[]} migrations */
function migrationsOf({ migrations: wanted }, migrations) {
  const files = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum } of wanted) {
    const file = files.get(name)
    if (file && matchesChecksum(file.sql, checksum)) continue
    throw new Problem(
      `The backup was taken with migration ${name}, which prisma/migrations ${file ? 'has with another text' : 'lacks'}: restore with the code of that time, then deploy the newer one.`,
    )
  }
  const names = new Set(wanted.map(({ name }) => name))
  return migrations.filter(({ name }) => names.has(name))
}

/** @param {Client} client @param {Address} address @param {Table[]} tables @param {string | undefined} replace */
async function checkEmpty(client, address, tables, replace) {
  const filled = await listFilled(client, tables)
  const database = databaseNameOf(address)
  if (filled.length === 0 || replace === database) return
  throw new Problem(
    `${describeAddress(address)} is not empty (${filled.slice(0, 3).join(', ')} ${filled.length > 3 ? '… ' : ''}have rows): restore into a new database, or say \`--replace ${database}\` to lose what is in it.`,
  )
}

/** @param {Client} client @param {Address} address @param {Migration[]} wanted @param {string | undefined} replace */
async function checkTarget(client, address, wanted, replace) {
  await checkEmpty(client, address, await listTables(client), replace)
  const ahead = (await readHistory(client)).find(({ name }) => !wanted.some((migration) => migration.name === name))
  if (!ahead) return
  throw new Problem(
    `${describeAddress(address)} is ahead of the backup (it has migration ${ahead.name}): restore into a new database, then \`npm run db:migrate\` brings it up to date.`,
  )
}

/**
 * Takes off what would be asked for each row, and returns the statements that put it back: foreign keys are then checked
 * in one pass, in whatever order the tables came, and no trigger changes what was saved.
 * @param {Client} client
 */
async function setAside(client) {
  const { rows } = await client.query(`
    select format('alter table %s drop constraint %I', conrelid::regclass, conname) as off,
           format('alter table %s add constraint %I %s', conrelid::regclass, conname, pg_get_constraintdef(oid)) as back
      from pg_constraint where contype = 'f' and conparentid = 0 and connamespace = current_schema()::regnamespace
    union all
    select format('alter table %s disable trigger %I', tgrelid::regclass, tgname),
           format('alter table %s enable trigger %I', tgrelid::regclass, tgname)
      from pg_trigger join pg_class on pg_class.oid = tgrelid
      where not tgisinternal and tgenabled = 'O' and tgparentid = 0 and relnamespace = current_schema()::regnamespace`)
  for (const { off } of rows) await client.query(off)
  return rows.map(({ back }) => back)
}

/** A key that was given by hand may be ahead of its sequence. @param {Client} client @param {{ name: string, value: string }[]} sequences */
async function setSequences(client, sequences) {
  for (const { name, value } of sequences)
    await client.query('select setval(quote_ident($1)::regclass, $2)', [name, value])
  const { rows } = await client.query(`
    select format('select setval(%L, top) from (select max(%I) as top from %s) t where top > coalesce(pg_sequence_last_value(%L::regclass), 0)',
      s.oid::regclass, a.attname, d.refobjid::regclass, s.oid::regclass) as text
    from pg_class s join pg_depend d on d.objid = s.oid and d.classid = 'pg_class'::regclass and d.deptype in ('a', 'i')
    join pg_attribute a on a.attrelid = d.refobjid and a.attnum = d.refobjsubid
    where s.relkind = 'S' and s.relnamespace = current_schema()::regnamespace`)
  for (const { text } of rows) await client.query(text)
}

/** @param {Client} client @param {BackupReader} reader @param {Table} table */
async function loadTable(client, reader, table) {
  const into = copyStreams.from(`copy ${pg.escapeIdentifier(table.name)} (${columnList(table)}) from stdin`)
  await pipeline(reader.rows(), client.query(into))
  return { table, expected: await reader.line() }
}

/** @param {Client} client @param {BackupReader} reader @param {Table[]} tables */
async function loadTables(client, reader, tables) {
  const loaded = []
  for (;;) {
    const line = await reader.line()
    if (line.end) {
      const missing = tables.find(({ name }) => !loaded.some(({ table }) => table.name === name))
      if (missing) throw new Problem(`The database has the table ${missing.name}, which the backup lacks.`)
      return { loaded, sequences: line.sequences }
    }
    const table = tables.find(({ name }) => name === line.table)
    if (!table || String(table.columns) !== String(line.columns))
      throw new Problem(`The table ${line.table} of the backup is another one than that of the database.`)
    loaded.push(await loadTable(client, reader, table))
  }
}

/** @param {Client} client @param {{ table: Table, expected: import('./tables.mjs').Sum }[]} loaded */
async function verify(client, loaded) {
  /** @type {Record<string, import('./tables.mjs').Sum>} */
  const tables = {}
  for (const { table, expected } of loaded) {
    const sum = await sumTable(client, table)
    if (sum.rows !== expected.rows || sum.sha256 !== expected.sha256)
      throw new Problem(
        `${table.name} differs from what was saved (${sum.rows} rows, ${expected.rows} saved): nothing was restored.`,
      )
    tables[table.name] = sum
  }
  return tables
}

/** @param {Client} client @param {Address} address @param {BackupReader} reader @param {string | undefined} replace */
async function load(client, address, reader, replace) {
  await client.query('begin')
  const tables = await listTables(client)
  const names = tables.map(({ name }) => pg.escapeIdentifier(name)).join(', ')
  await client.query(`lock table ${names} in access exclusive mode`)
  await checkEmpty(client, address, tables, replace)
  const back = await setAside(client)
  await client.query(`truncate ${names}`)
  const { loaded, sequences } = await loadTables(client, reader, tables)
  for (const statement of back) await client.query(statement)
  await setSequences(client, sequences)
  const sums = await verify(client, loaded)
  await client.query('commit')
  await client.query('analyze')
  return sums
}

/** @param {Address} address @param {any} error */
function toProblem(address, error) {
  if (!(error instanceof Error) || error instanceof Problem) return error
  const place = describeAddress(address)
  if (/** @type {any} */ (error).code === LOCK_NOT_AVAILABLE)
    return new Problem(`${place} is in use: stop the app, then restore again. Nothing was changed.`)
  return new Problem(`The backup could not be loaded into ${place} (${error.message}), and nothing of it was kept.`)
}

/** @param {number} ms */
const inHours = (ms) => `${Math.round(ms / 360_000) / 10} h`

/**
 * Loads a backup, wholly or not at all: brings an empty database to the migrations of the backup, loads, and compares every
 * table with what was saved before anything is committed.
 * @param {Address} address @param {string} file @param {Options} [options]
 */
export async function restoreBackup(address, file, { migrations = readMigrations(), replace, maxAgeMs } = {}) {
  const reader = new BackupReader(file)
  try {
    const header = await reader.header()
    const ageMs = Date.now() - Date.parse(header.takenAt)
    if (maxAgeMs !== undefined && ageMs > maxAgeMs)
      throw new Problem(
        `The backup is ${inHours(ageMs)} old, and at most ${inHours(maxAgeMs)} are allowed: take one more often.`,
      )
    const wanted = migrationsOf(header, migrations)
    await withConnection(address, (client) => checkTarget(client, address, wanted, replace))
    await applyMigrations(address, { migrations: wanted })
    const tables = await withConnection(address, async (client) => {
      await readAlike(client)
      return load(client, address, reader, replace)
    })
    const rows = Object.values(tables).reduce((sum, table) => sum + table.rows, 0)
    return { tables, rows, takenAt: header.takenAt, ageMs, pending: migrations.length - wanted.length }
  } catch (error) {
    throw toProblem(address, error)
  } finally {
    reader.close()
  }
}

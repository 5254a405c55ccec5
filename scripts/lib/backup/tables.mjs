import { createHash } from 'node:crypto'
import pg from 'pg'
import copyStreams from 'pg-copy-streams'

/** @typedef {import('pg').Client} Client */
/** @typedef {{ name: string, columns: string[], order: string[] | null }} Table */
/** @typedef {{ rows: number, sha256: string }} Sum */

/** The text of a row must not depend on whose connection reads it; and no row may be left out without a word. */
const READ_ALIKE = `set timezone = 'UTC'; set datestyle = 'ISO, YMD'; set intervalstyle = 'postgres'; set bytea_output = 'hex';
  set extra_float_digits = 1; set client_encoding = 'UTF8'; set row_security = off; set lock_timeout = '5s';
  set statement_timeout = 0; set idle_in_transaction_session_timeout = 0`

/** @param {Client} client */
export async function readAlike(client) {
  await client.query(READ_ALIKE)
}

/** Tables with data of ours: no bookkeeping of migrations, nothing that an extension brings. @param {Client} client @returns {Promise<Table[]>} */
export async function listTables(client) {
  const { rows } = await client.query(`
    select c.relname as name,
      (select array_agg(a.attname::text order by a.attnum) from pg_attribute a
        where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.attgenerated = '') as columns,
      (select array_agg(quote_ident(a.attname) || case when a.attcollation <> 0 then ' collate "C"' else '' end order by k.position)
        from pg_index i cross join unnest(i.indkey::int2[]) with ordinality k(number, position)
        join pg_attribute a on a.attrelid = c.oid and a.attnum = k.number
        where i.indrelid = c.oid and i.indisprimary) as "order"
    from pg_class c
    where c.relnamespace = current_schema()::regnamespace and c.relkind in ('r', 'p') and not c.relispartition
      and c.relname <> '_prisma_migrations'
      and not exists (select 1 from pg_depend d where d.classid = 'pg_class'::regclass and d.objid = c.oid and d.deptype = 'e')
    order by c.relname collate "C"`)
  return rows
}

/** @param {Client} client @returns {Promise<{ name: string, value: string }[]>} */
export async function listSequences(client) {
  const { rows } = await client.query(
    `select sequencename as name, last_value::text as value from pg_sequences
       where schemaname = current_schema() and last_value is not null order by 1`,
  )
  return rows
}

/** @param {Client} client @param {Table[]} tables @returns {Promise<string[]>} the names of those that have rows */
export async function listFilled(client, tables) {
  const filled = []
  for (const { name } of tables) {
    const { rows } = await client.query(`select 1 from ${pg.escapeIdentifier(name)} limit 1`)
    if (rows.length > 0) filled.push(name)
  }
  return filled
}

/** @param {Table} table */
export function columnList({ columns }) {
  return columns.map((name) => pg.escapeIdentifier(name)).join(', ')
}

/**
 * The rows of a table as COPY writes them, in an order that is the same in every database; returns their sum.
 * @param {Client} client @param {Table} table @returns {AsyncGenerator<Buffer, Sum>}
 */
export async function* copyRows(client, table) {
  const name = pg.escapeIdentifier(table.name)
  const order = table.order?.join(', ') ?? `${name}::text collate "C"`
  const stream = client.query(
    copyStreams.to(`copy (select ${columnList(table)} from ${name} order by ${order}) to stdout`),
  )
  const hash = createHash('sha256')
  for await (const chunk of stream) {
    hash.update(chunk)
    yield chunk
  }
  return { rows: stream.rowCount, sha256: hash.digest('hex') }
}

/** @param {Client} client @param {Table} table @returns {Promise<Sum>} */
export async function sumTable(client, table) {
  const rows = copyRows(client, table)
  for (;;) {
    const { done, value } = await rows.next()
    if (done) return value
  }
}

// What is in the database, as a few numbers: rows and a checksum of each table. Two that are equal mean that nothing changed.
import pg from 'pg'
import { databaseUrl } from './database'

/** Reads are counted in memory and written later, whatever is asked meanwhile. */
const WRITTEN_LATER = ['post_daily_views', 'post_daily_referrers']

export type Fingerprint = Record<string, string>

let connection: pg.Pool | undefined
/** Connections of the test itself, beside those of the app. */
export const pool = (): pg.Pool => (connection ??= new pg.Pool({ connectionString: databaseUrl(), max: 8 }))
export async function closePool(): Promise<void> {
  await connection?.end()
  connection = undefined
}

async function tables(): Promise<string[]> {
  const { rows } = await pool().query<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  )
  return rows.map(({ name }) => name)
}

let question: string | undefined
export async function fingerprint(): Promise<Fingerprint> {
  question ??= (await tables())
    .filter((table) => !WRITTEN_LATER.includes(table))
    .map(
      (table) =>
        `select '${table}' as name, count(*) || ' rows ' || coalesce(md5(string_agg(t::text, ',' order by t::text)), '') as sum from ${table} t`,
    )
    .join(' union all ')
  const { rows } = await pool().query<{ name: string; sum: string }>(question)
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]))
}

/** The tables that differ. */
export const changed = (before: Fingerprint, after: Fingerprint): string[] =>
  Object.keys(after).filter((table) => after[table] !== before[table])

/** The tables in which a text stands, wherever it does. */
export async function tablesWith(text: string): Promise<string[]> {
  const found: string[] = []
  for (const table of await tables()) {
    const { rows } = await pool().query(`select 1 from ${table} t where position($1 in t::text) > 0 limit 1`, [text])
    if (rows.length > 0) found.push(table)
  }
  return found
}

export async function emptyTables(): Promise<void> {
  await pool().query(`truncate ${(await tables()).join(', ')} cascade`)
}

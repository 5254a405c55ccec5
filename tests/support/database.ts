// The database of this test file: a copy of the migrated template that nobody else touches.
import pg from 'pg'

/** Set by tests/setup/integration before anything is imported. */
export function databaseUrl(): string {
  const url = process.env.DATABASE_URL
  if (!url) throw new Error('DATABASE_URL is set by tests/setup/integration: this test belongs into tests/integration.')
  return url
}

/** Plain SQL, for arranging and for looking at what is really there. */
export async function sql<Row extends pg.QueryResultRow>(text: string, values: unknown[] = []): Promise<Row[]> {
  const client = new pg.Client({ connectionString: databaseUrl() })
  await client.connect()
  try {
    const { rows } = await client.query<Row>(text, values)
    return rows
  } finally {
    await client.end()
  }
}

/** Empties every table, in one statement. */
export async function emptyDatabase(): Promise<void> {
  const tables = await sql<{ name: string }>(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations'`,
  )
  if (tables.length > 0) await sql(`truncate ${tables.map(({ name }) => name).join(', ')} restart identity cascade`)
}

// Each test file gets a database of its own, copied from the migrated template, before it imports anything.
import pg from 'pg'
import { afterAll, inject } from 'vitest'
import { withDatabase } from '../../scripts/lib/database/address.mjs'

const server = { url: inject('databaseServer'), name: 'the test database' }
const prefix = inject('databasePrefix')
const database = `${prefix}${process.env.VITEST_POOL_ID ?? '1'}`

async function administer(...statements: string[]): Promise<void> {
  const client = new pg.Client({ connectionString: server.url })
  await client.connect()
  try {
    for (const statement of statements) await client.query(statement)
  } finally {
    await client.end()
  }
}

await administer(
  `drop database if exists ${database} with (force)`,
  `create database ${database} template ${prefix}template`,
)
process.env.DATABASE_URL = withDatabase(server, database).url
// Tests that want Redis ask `tests/support/redis` for it; all others see the app without.
for (const name of ['REDIS_URL', 'DATABASE_URL_UNPOOLED', 'UPSTASH_REDIS_REST_URL', 'KV_REST_API_URL']) {
  delete process.env[name]
}

// The app's own pool, where the file used it: connections left open would be cut off under it.
afterAll(async () => {
  const { __foothold: singletons } = globalThis as { __foothold?: Map<string, unknown> }
  const pool = singletons?.get('db.pool')
  if (pool instanceof pg.Pool) await pool.end()
})

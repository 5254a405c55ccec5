import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { withConnection, withDatabase, type Address } from '../../scripts/lib/database/address.mjs'
import { ADVISORY_LOCK, applyMigrations, listPending } from '../../scripts/lib/migrations/apply.mjs'
import { readMigrations } from '../../scripts/lib/migrations/files.mjs'
import { resolveMigration } from '../../scripts/lib/migrations/history.mjs'
import { diffSchema, openSchemaEngine, toMigrationList } from '../../scripts/lib/migrations/schema-engine.mjs'
import { isEmptyScript, readSchema } from '../../scripts/lib/migrations/write.mjs'

const server = { url: inject('databaseServer'), name: 'the test database' }

let database: string
let address: Address

beforeEach(async () => {
  database = `${inject('databasePrefix')}${randomUUID().slice(0, 8)}`
  address = withDatabase(server, database)
  await withConnection(server, (client) => client.query(`create database ${database} template template0`))
})

afterEach(async () => {
  await withConnection(server, (client) => client.query(`drop database if exists ${database} with (force)`))
})

const first = { name: '20260101000000_first', sql: 'create table stones (id int primary key);\n' }
const second = {
  name: '20260102000000_second',
  sql: 'create function double(n int) returns int language plpgsql as $$ begin return n * 2; end $$;\nalter table stones add size int;\n',
}

async function rows<Row extends pg.QueryResultRow>(text: string): Promise<Row[]> {
  return withConnection(address, async (client) => (await client.query<Row>(text)).rows)
}

const tables = async () =>
  (await rows<{ name: string }>(`select tablename as name from pg_tables where schemaname = 'public' order by 1`)).map(
    ({ name }) => name,
  )

async function failure(work: Promise<unknown>): Promise<string> {
  return work.then(
    () => 'nothing was refused',
    (error: Error) => error.message,
  )
}

async function diagnose(migrations = readMigrations()) {
  const { engine, close } = await openSchemaEngine(address, readSchema())
  try {
    return await engine.diagnoseMigrationHistory({
      migrationsList: toMigrationList(migrations),
      optInToShadowDatabase: false,
      filters: { externalTables: [], externalEnums: [] },
    })
  } finally {
    await close()
  }
}

describe('applying migrations', () => {
  it('applies what is pending, in order, and nothing the second time', async () => {
    expect(await listPending(address, [first, second])).toEqual([first.name, second.name])
    expect(await applyMigrations(address, { migrations: [first, second] })).toEqual([first.name, second.name])
    expect(await applyMigrations(address, { migrations: [first, second] })).toEqual([])
    expect(await tables()).toEqual(['_prisma_migrations', 'stones'])
  })

  it("leaves a history that Prisma's own engine finds in order", async () => {
    await applyMigrations(address)
    expect(await diagnose()).toMatchObject({
      editedMigrationNames: [],
      failedMigrationNames: [],
      hasMigrationsTable: true,
      history: null,
    })
  })

  it("reads a history that Prisma's own engine wrote", async () => {
    const { engine, close } = await openSchemaEngine(address, readSchema())
    await engine.applyMigrations({
      migrationsList: toMigrationList([first]),
      filters: { externalTables: [], externalEnums: [] },
    })
    await close()
    expect(await applyMigrations(address, { migrations: [first, second] })).toEqual([second.name])
  })

  it('refuses an edited migration and applies nothing after it', async () => {
    await applyMigrations(address, { migrations: [first] })
    const edited = { ...first, sql: `${first.sql}-- a later thought\n` }
    expect(await failure(applyMigrations(address, { migrations: [edited, second] }))).toMatch(
      /first was edited after .* new migration/,
    )
    expect(await listPending(address, [first, second])).toEqual([second.name])
    const shown = await diagnose([edited])
    expect(shown.editedMigrationNames).toEqual([first.name])
  })

  it('takes other line ends for the same migration', async () => {
    await applyMigrations(address, { migrations: [first] })
    const onWindows = { ...first, sql: first.sql.replaceAll('\n', '\r\n') }
    expect(await applyMigrations(address, { migrations: [onWindows] })).toEqual([])
  })

  it('refuses a database that is ahead of the files', async () => {
    await applyMigrations(address, { migrations: [first, second] })
    expect(await failure(applyMigrations(address, { migrations: [first] }))).toMatch(
      /second, which prisma\/migrations lacks/,
    )
  })

  it('keeps nothing of a migration that fails half-way, and refuses to go on until somebody has looked', async () => {
    const broken = { ...second, sql: `${second.sql}insert into nowhere values (1);\n` }
    expect(await failure(applyMigrations(address, { migrations: [first, broken] }))).toMatch(
      /second failed, nothing of it was kept: .*nowhere/,
    )
    expect(await rows(`select 1 from pg_proc where proname = 'double'`)).toEqual([])
    expect((await diagnose([first, broken])).failedMigrationNames).toEqual([second.name])
    expect(await failure(applyMigrations(address, { migrations: [first, second] }))).toMatch(
      /failed earlier .*--rolled-back/,
    )

    await withConnection(address, (client) => resolveMigration(client, second, 'rolled-back'))
    expect(await applyMigrations(address, { migrations: [first, second] })).toEqual([second.name])
    expect((await diagnose([first, second])).failedMigrationNames).toEqual([])
  })

  it('believes somebody who says that a migration is in place', async () => {
    await withConnection(address, async (client) => {
      await applyMigrations(address, { migrations: [] })
      await client.query(first.sql)
    })
    const broken = await failure(applyMigrations(address, { migrations: [first] }))
    expect(broken).toMatch(/already exists/)
    await withConnection(address, (client) => resolveMigration(client, first, 'applied'))
    expect(await applyMigrations(address, { migrations: [first, second] })).toEqual([second.name])
  })

  it('lets two deployers run at once: each migration is applied by one of them', async () => {
    const both = await Promise.all([1, 2].map(() => applyMigrations(address, { migrations: [first, second] })))
    expect(both.flat().sort()).toEqual([first.name, second.name])
    expect(await rows('select 1 from _prisma_migrations')).toHaveLength(2)
  })

  it('lets two deployers run at once when one builds an index concurrently', async () => {
    const index = {
      name: '20260103000000_index',
      sql: '-- alone in its file\ncreate index concurrently stones_size on stones (size);\n',
    }
    const all = [first, second, index]
    const both = await Promise.all([1, 2, 3].map(() => applyMigrations(address, { migrations: all })))
    expect(both.flat().sort()).toEqual(all.map(({ name }) => name))
  })

  it('waits for another deployer and gives up with a sentence', async () => {
    await withConnection(address, async (other) => {
      await other.query('select pg_advisory_lock($1)', [ADVISORY_LOCK])
      expect(await failure(applyMigrations(address, { migrations: [first], patience: 300 }))).toMatch(
        /Another deployer/,
      )
    })
    expect(await applyMigrations(address, { migrations: [first] })).toEqual([first.name])
  })

  it('gives a table lock up after seconds, undoes the migration and can be run again', async () => {
    await applyMigrations(address, { migrations: [first] })
    await withConnection(address, async (reader) => {
      await reader.query('begin; select * from stones')
      expect(await failure(applyMigrations(address, { migrations: [first, second] }))).toMatch(
        /nothing was changed: run it again/,
      )
      await reader.query('commit')
    })
    expect(await applyMigrations(address, { migrations: [first, second] })).toEqual([second.name])
  })
})

describe('writing migrations', () => {
  it('finds no difference between the committed migrations and the schema', async () => {
    expect(isEmptyScript(await diffSchema(server, readSchema(), readMigrations()))).toBe(true)
  })

  it('leaves no shadow database behind and does not touch the database it is given', async () => {
    await diffSchema(address, readSchema(), readMigrations())
    expect(await tables()).toEqual([])
    expect(await rows(`select 1 from pg_database where datname like 'shadow\\_%'`)).toEqual([])
  })

  it('writes the SQL for a field that is new', async () => {
    const schema = readSchema()
    const text = schema.text.replace('model Profile {', 'model Profile {\n  motto String @default("")')
    expect(await diffSchema(server, { ...schema, text }, readMigrations())).toMatch(
      /ALTER TABLE "profiles" ADD COLUMN +"motto" TEXT/,
    )
  })
})

// R-28 on a real server, with the real command: from empty, on top of the previous state, two at once, killed midway.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import { afterEach, beforeEach, describe, expect, inject, it } from 'vitest'
import { connect, withConnection, withDatabase, type Address } from '../../scripts/lib/database/address.mjs'
import { applyMigrations } from '../../scripts/lib/migrations/apply.mjs'
import { readMigrations, type Migration } from '../../scripts/lib/migrations/files.mjs'
import { recoverMigration } from '../../scripts/lib/migrations/recover.mjs'
import { diffSchema } from '../../scripts/lib/migrations/schema-engine.mjs'
import { isEmptyScript, readSchema } from '../../scripts/lib/migrations/write.mjs'
import { pause } from '../../scripts/lib/processes.mjs'
import { inProject } from '../../scripts/lib/project.mjs'

const server = { url: inject('databaseServer'), name: 'the test database' }
const migrations = readMigrations()
/** The lock is given up after five seconds; the rest is for a machine that is busy. */
const WELL_BEFORE_A_MINUTE_MS = 15_000
const AUTHOR = '00000000-0000-7000-8000-000000000001'

let address: Address
let holder: pg.Client

async function freshDatabase(): Promise<Address> {
  const name = `${inject('databasePrefix')}${randomUUID().slice(0, 8)}`
  await withConnection(server, (client) => client.query(`create database ${name} template template0`))
  return withDatabase(server, name)
}

beforeEach(async () => {
  address = await freshDatabase()
  holder = await connect(address)
})
afterEach(async () => {
  await holder.end()
})

async function rows<Row extends pg.QueryResultRow>(text: string, at = address): Promise<Row[]> {
  return withConnection(at, async (client) => (await client.query<Row>(text)).rows)
}

/** Everything that a schema is made of, as the server describes it. */
const shapeOf = (at: Address) =>
  rows(
    `select indexrelid::regclass::text as name, pg_get_indexdef(indexrelid) || indisvalid as text from pg_index
       where indrelid::regclass::text not like 'pg\\_%' and indrelid in (select oid from pg_class where relnamespace = 'public'::regnamespace)
     union all select conrelid::regclass || '.' || conname, pg_get_constraintdef(oid) || convalidated from pg_constraint
       where connamespace = 'public'::regnamespace
     union all select table_name || '.' || column_name, data_type || is_nullable || coalesce(column_default, '')
       from information_schema.columns where table_schema = 'public'
     union all select tgrelid::regclass || '.' || tgname, pg_get_triggerdef(oid) from pg_trigger where not tgisinternal
     order by 1, 2`,
    at,
  )

async function expectWholeSchema(): Promise<void> {
  const other = await freshDatabase()
  await applyMigrations(other)
  expect(await shapeOf(address)).toEqual(await shapeOf(other))
}

/** `npm run db:migrate`, as a process of its own. */
function deploy(...given: string[]) {
  const child = spawn(process.execPath, [inProject('scripts', 'db-migrate.mjs'), ...given], {
    env: { ...process.env, DATABASE_URL: address.url, DATABASE_URL_UNPOOLED: '', NODE_ENV: 'production' },
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  const ended = once(child, 'close').then(([code]) => ({ code: code as number | null, output }))
  return { child, ended }
}

/** Resolves with the process id of the server's side once a deployer waits for a lock. */
async function waitsForLock(): Promise<number> {
  for (let asked = 0; asked < 200; asked += 1) {
    const [waiting] = await rows<{ pid: number }>(
      `select pid from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'`,
    )
    if (waiting) return waiting.pid
    await pause(50)
  }
  throw new Error('No deployer came to wait for a lock.')
}

/** Kills a deployer while the server waits for a lock on its behalf. */
async function killMidway(): Promise<number> {
  const { child, ended } = deploy()
  const pid = await waitsForLock()
  child.kill('SIGKILL')
  expect((await ended).code).toBeNull()
  return pid
}

async function endSession(pid: number): Promise<void> {
  await rows(`select pg_terminate_backend(${pid}, 5000)`)
}

/** The files before the one that does this; it becomes the first that is pending. */
function before(pattern: RegExp): { earlier: Migration[]; name: string } {
  const at = migrations.findIndex(({ sql }) => pattern.test(sql))
  return { earlier: migrations.slice(0, at), name: migrations[at]?.name ?? 'no such migration' }
}
const concurrent = before(/create index concurrently/i)
const whole = before(/feedback_kind_known/)

async function addPosts(count: number): Promise<void> {
  await rows(`insert into users (id, name, email) values ('${AUTHOR}', 'Ada', 'ada@example.com')`)
  await rows(
    `insert into posts (id, author_id, slug, title, content, published, published_at)
       select gen_random_uuid(), '${AUTHOR}', 'post-' || n, 'Post ' || n, 'words', n % 2 = 0, now() from generate_series(1, ${count}) n`,
  )
}

describe('R-28 migrations are safe: applied', () => {
  it('from empty, they make what the Prisma schema says', async () => {
    expect((await deploy().ended).code).toBe(0)
    await expectWholeSchema()
    expect(isEmptyScript(await diffSchema(server, readSchema(), migrations))).toBe(true)
  })

  it('on top of the previous state with 100,000 rows, the last one keeps every row', async () => {
    await applyMigrations(address, { migrations: migrations.slice(0, -1) })
    await addPosts(100_000)
    expect(await applyMigrations(address)).toEqual([migrations.at(-1)?.name])
    expect(await rows('select count(*)::int as posts from posts')).toEqual([{ posts: 100_000 }])
    await expectWholeSchema()
  }, 60_000)

  it('by two deploys at once, each is applied once and both end well', async () => {
    const both = await Promise.all([deploy().ended, deploy().ended])
    expect(both.map(({ code }) => code)).toEqual([0, 0])
    const applied = both.flatMap(({ output }) => [...output.matchAll(/^Applied (\S+)\.$/gm)].map(([, name]) => name))
    expect(applied.sort()).toEqual(migrations.map(({ name }) => name))
    await expectWholeSchema()
  })
})

describe('R-28 migrations are safe: a deployer killed midway', () => {
  it('and its session lost, one command applies what was cut off', async () => {
    await applyMigrations(address, { migrations: whole.earlier })
    await holder.query('begin; lock table users in share row exclusive mode')
    await endSession(await killMidway())
    await holder.query('rollback')
    const refused = await deploy().ended
    expect(refused.code).toBe(1)
    expect(refused.output).toContain(`npm run db:migrate -- --rolled-back ${whole.name}\``)
    expect(await deploy('--rolled-back', whole.name).ended).toMatchObject({ code: 0 })
    await expectWholeSchema()
  })

  it('while the server goes on, nothing is left to do: the next deploy finds it applied', async () => {
    await applyMigrations(address, { migrations: whole.earlier })
    await holder.query('begin; lock table users in share row exclusive mode')
    await killMidway()
    await holder.query('rollback')
    const next = await deploy().ended
    expect(next.code, next.output).toBe(0)
    expect(next.output).not.toContain(`Applied ${whole.name}`)
    await expectWholeSchema()
  })

  it('in CREATE INDEX CONCURRENTLY, one command drops the invalid index and makes it again', async () => {
    await applyMigrations(address, { migrations: concurrent.earlier })
    await addPosts(10)
    await holder.query(`begin; update posts set title = 'held'`)
    await endSession(await killMidway())
    await holder.query('rollback')
    expect(await rows('select 1 from pg_index where not indisvalid')).toHaveLength(1)
    expect((await deploy().ended).output).toContain(`npm run db:migrate -- --rolled-back ${concurrent.name}\``)
    expect(await deploy('--rolled-back', concurrent.name).ended).toMatchObject({ code: 0 })
    await expectWholeSchema()
  })

  it('in CREATE INDEX CONCURRENTLY that the server finished, the same command finds the index and keeps it', async () => {
    await applyMigrations(address, { migrations: concurrent.earlier })
    await addPosts(10)
    await holder.query(`begin; update posts set title = 'held'`)
    await killMidway()
    const recovery = deploy('--rolled-back', concurrent.name).ended
    await pause(300)
    await holder.query('rollback')
    const { code, output } = await recovery
    expect(code, output).toBe(0)
    expect(output).toContain(`${concurrent.name}: noted as applied`)
    await expectWholeSchema()
  })
})

describe('R-28 migrations are safe: the lock timeout', () => {
  const seen = (name: string, sql = '') => ({
    name,
    sql: `create table if not exists seen (at text, ms int);\ninsert into seen select '${name}', setting::int from pg_settings where name = 'lock_timeout';\n${sql}`,
  })

  it('is at most five seconds in every file, whatever the one before set', async () => {
    await applyMigrations(address, { migrations: [seen('1', `set lock_timeout = '1h';`), seen('2')] })
    expect(await rows('select * from seen')).toEqual([
      { at: '1', ms: 5000 },
      { at: '2', ms: 5000 },
    ])
  })

  it('ends a file that cannot set it, alone with its index, and the same command recovers', async () => {
    const index = { name: '3', sql: 'create index concurrently seen_at on seen (at);\n' }
    await applyMigrations(address, { migrations: [seen('1')] })
    await holder.query(`begin; update seen set ms = 0`)
    const began = performance.now()
    const failure = await applyMigrations(address, { migrations: [seen('1'), index] }).catch(String)
    expect(performance.now() - began).toBeLessThan(WELL_BEFORE_A_MINUTE_MS)
    expect(failure).toContain('npm run db:migrate -- --rolled-back 3')
    await holder.query('rollback')
    expect(await recoverMigration(address, index)).toBe('rolled-back')
    expect(await applyMigrations(address, { migrations: [seen('1'), index] })).toEqual(['3'])
    expect(await rows(`select indisvalid from pg_index where indexrelid = 'seen_at'::regclass`)).toEqual([
      { indisvalid: true },
    ])
  })
})

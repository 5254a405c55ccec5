// A backup and its restore on a real server: awkward tables, writers that go on, files that are damaged, databases that are
// not the right ones. A million rows, and signing in afterwards: tests/faults/restore.test.ts.
import { spawnSync } from 'node:child_process'
import { randomUUID } from 'node:crypto'
import { mkdtempSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import type pg from 'pg'
import { afterAll, beforeAll, beforeEach, describe, expect, inject, it } from 'vitest'
import { restoreBackup } from '../../scripts/lib/backup/restore.mjs'
import { takeBackup } from '../../scripts/lib/backup/take.mjs'
import { databaseNameOf, withConnection, withDatabase, type Address } from '../../scripts/lib/database/address.mjs'
import { applyMigrations } from '../../scripts/lib/migrations/apply.mjs'
import { readMigrations } from '../../scripts/lib/migrations/files.mjs'
import { inProject } from '../../scripts/lib/project.mjs'

const server = { url: inject('databaseServer'), name: 'the test database' }
/** What the sample has none of, and a product may: a serial, a circle of foreign keys, a trigger, a table without a key. */
const awkward = {
  name: '29990101000000_awkward',
  sql: `
    create table stones (id serial primary key, echo int, weight double precision, twice double precision generated always as (weight * 2) stored);
    create table echoes (id int primary key, stone int references stones (id), "Odd name" text);
    alter table stones add foreign key (echo) references echoes (id);
    create table notes (text text, at timestamptz default now());
    create function shout() returns trigger language plpgsql as $$ begin new.text = upper(new.text); return new; end $$;
    create trigger shouts before insert on notes for each row execute function shout();`,
}
const migrations = [...readMigrations(), awkward]
const folder = mkdtempSync(path.join(tmpdir(), 'backup-'))
afterAll(() => rmSync(folder, { recursive: true }))

async function freshDatabase(): Promise<Address> {
  const name = `${inject('databasePrefix')}${randomUUID().slice(0, 8)}`
  await withConnection(server, (client) => client.query(`create database ${name} template template0`))
  return withDatabase(server, name)
}
const rows = <Row extends pg.QueryResultRow>(at: Address, text: string) =>
  withConnection(at, async (client) => (await client.query<Row>(text)).rows)
const newFile = () => path.join(folder, `${randomUUID()}.gz`)
const failure = (work: Promise<unknown>) => work.then(() => 'nothing was refused', String)
/** A way round PostgreSQL's own text: two databases with the same constraints and triggers. */
const rulesOf = (at: Address) =>
  rows(
    at,
    `select conrelid::regclass || ' ' || conname as name, pg_get_constraintdef(oid) || convalidated as rule from pg_constraint
       where connamespace = 'public'::regnamespace
     union all select tgrelid::regclass || ' ' || tgname, tgenabled::text from pg_trigger where not tgisinternal order by 1`,
  )

let source: Address
let target: Address
let file: string

beforeAll(async () => {
  source = await freshDatabase()
  await applyMigrations(source, { migrations })
  await rows(
    source,
    `insert into users (id, name, email) select gen_random_uuid(), E'\\\\.\\n\\t\\\\N ' || n, n || '@example.com' from generate_series(1, 2000) n;
     insert into avatars (id, user_id, content_type, bytes) select gen_random_uuid(), id, 'image/webp', decode(repeat('00ff', 400000), 'hex') from users limit 1;
     insert into stones (weight) select 1.0 / n from generate_series(1, 50) n;
     insert into stones (id, weight) values (900, 'infinity');
     insert into echoes select id, id, case when id % 2 = 0 then '' end from stones;
     update stones set echo = id;
     insert into notes (text) values ('quiet'), (null);
     alter table notes disable trigger shouts; update notes set text = 'still quiet' where text is not null; alter table notes enable trigger shouts`,
  )
  file = newFile()
  await takeBackup(source, file)
})
beforeEach(async () => {
  target = await freshDatabase()
})

describe('a backup that is restored', () => {
  it('has every row, rule and trigger, whatever is in the text', async () => {
    const { tables, pending } = await restoreBackup(target, file, { migrations })
    expect(pending).toBe(0)
    expect(tables).toMatchObject({ users: { rows: 2000 }, stones: { rows: 51 }, notes: { rows: 2 } })
    for (const table of ['users', 'avatars', 'stones', 'echoes', 'notes']) {
      const text = `select count(*)::int, sum(hashtextextended(t::text, 0))::text as hash from ${table} t`
      expect(await rows(target, text), table).toEqual(await rows(source, text))
    }
    expect(await rulesOf(target)).toEqual(await rulesOf(source))
  })

  it('goes on counting after the highest number, also one that was given by hand', async () => {
    await restoreBackup(target, file, { migrations })
    expect(await rows(target, 'insert into stones (weight) values (1) returning id')).toEqual([{ id: 901 }])
  })

  it('is of one instant while others write', async () => {
    const busy = await freshDatabase()
    await restoreBackup(busy, file, { migrations })
    const until = new AbortController()
    const writer = withConnection(busy, async (client) => {
      let written = 0
      for (; !until.signal.aborted; written += 1) {
        const id = 10_000 + written
        await client.query(
          `insert into stones (id) values (${id}); insert into echoes (id, stone) values (${id}, ${id})`,
        )
      }
      return written
    })
    const other = newFile()
    const { tables } = await takeBackup(busy, other)
    until.abort()
    expect(await writer).toBeGreaterThan(0)
    expect(tables['stones']?.rows).toBe(tables['echoes']?.rows)
    await restoreBackup(target, other, { migrations })
  })

  it('is a file for its owner alone, and overwrites none', async () => {
    expect(statSync(file).mode & 0o777).toBe(0o600)
    expect(await failure(takeBackup(source, file))).toMatch(/exists, and a backup overwrites nothing/)
  })
})

describe('a restore refuses', () => {
  const nothingIn = async (at: Address) =>
    expect(await rows(at, 'select 1 from users union all select 1 from stones')).toEqual([])

  it('a database that is not empty, unless its name is said', async () => {
    await applyMigrations(target, { migrations })
    await rows(target, `insert into users (id, name, email) values (gen_random_uuid(), 'Kept', 'kept@example.com')`)
    expect(await failure(restoreBackup(target, file, { migrations }))).toMatch(/is not empty \(users have rows\)/)
    expect(await failure(restoreBackup(target, file, { migrations, replace: 'another' }))).toMatch(/is not empty/)
    expect(await rows(target, 'select name from users')).toEqual([{ name: 'Kept' }])
    await restoreBackup(target, file, { migrations, replace: databaseNameOf(target) })
    expect(await rows(target, `select count(*)::int from users`)).toEqual([{ count: 2000 }])
  })

  it('a database that is ahead of the backup', async () => {
    await applyMigrations(target, { migrations: [...migrations, { name: '29990102000000_later', sql: 'select 1;' }] })
    expect(await failure(restoreBackup(target, file, { migrations }))).toMatch(/ahead of the backup .*later/)
  })

  it('a backup of migrations that this code lacks, or has with another text', async () => {
    expect(await failure(restoreBackup(target, file))).toMatch(/awkward, which prisma\/migrations lacks/)
    const edited = migrations.map((one) => (one === awkward ? { ...one, sql: 'select 1;' } : one))
    expect(await failure(restoreBackup(target, file, { migrations: edited }))).toMatch(/has with another text/)
  })

  it('an old backup where an age is given', async () => {
    expect(await failure(restoreBackup(target, file, { migrations, maxAgeMs: 0 }))).toMatch(/h old, and at most 0 h/)
  })

  it.each([
    ['cut off', (bytes: Buffer) => bytes.subarray(0, bytes.length - 400)],
    ['damaged', (bytes: Buffer) => Buffer.concat([bytes.subarray(0, 4000), Buffer.alloc(8, 7), bytes.subarray(4008)])],
    ['no backup', () => Buffer.from('{}\n')],
  ])('a file that is %s, and nothing of it stays', async (_what, damage) => {
    await applyMigrations(target, { migrations })
    const other = newFile()
    writeFileSync(other, damage(readFileSync(file)))
    expect(await failure(restoreBackup(target, other, { migrations }))).toMatch(
      /no backup|damaged|cut off|could not be loaded/,
    )
    await nothingIn(target)
  })

  it('a database in use, for which it waits no longer than five seconds', async () => {
    await applyMigrations(target, { migrations })
    await withConnection(target, async (reader) => {
      await reader.query('begin; select 1 from posts')
      expect(await failure(restoreBackup(target, file, { migrations }))).toMatch(/is in use: stop the app/)
    })
    await nothingIn(target)
  })
})

describe('npm run db:backup and db:restore', () => {
  const command = (name: string, at: Address, ...given: string[]) => {
    const env = { ...process.env, DATABASE_URL: at.url, DATABASE_URL_UNPOOLED: '', NODE_ENV: 'production' as const }
    const { status, stdout, stderr } = spawnSync(process.execPath, [inProject('scripts', name), ...given], {
      env,
      encoding: 'utf8',
    })
    return { status, output: stdout + stderr }
  }

  it('write a file, load it, and report how long it took and how old it was', async () => {
    const app = await freshDatabase()
    await applyMigrations(app)
    await rows(app, `insert into users (id, name, email) values (gen_random_uuid(), 'Ada', 'ada@example.com')`)
    const [saved, report] = [newFile(), newFile()]
    expect(command('db-backup.mjs', app, saved)).toMatchObject({
      status: 0,
      output: expect.stringMatching(/^1 rows of/),
    })
    expect(command('db-backup.mjs', app, saved)).toMatchObject({ status: 1, output: expect.stringMatching(/exists/) })
    const restored = command('db-restore.mjs', target, saved, '--max-age', '24h', '--report', report)
    expect(restored).toMatchObject({
      status: 0,
      output: expect.stringMatching(/compared in .* s; the backup was 0\.0 h old/),
    })
    expect(JSON.parse(readFileSync(report, 'utf8'))).toMatchObject({
      rows: 1,
      seconds: expect.any(Number),
      ageMs: expect.any(Number),
    })
    expect(await rows(target, 'select name from users')).toEqual([{ name: 'Ada' }])
    expect(command('db-restore.mjs', target, saved, '--max-age', '0m')).toMatchObject({ status: 1 })
  })
})

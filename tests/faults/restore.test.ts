// N-07, the restore drill: a full database is saved, dropped and restored, and the production build starts on it.
// FAULTS=full does it with a million rows.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdirSync, mkdtempSync, readFileSync, rmSync, statSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withConnection, withDatabase } from '../../scripts/lib/database/address.mjs'
import { inProject } from '../../scripts/lib/project.mjs'
import { startApp, type AppUnderTest } from '../support/app-under-test'
import { judgeTime, phase, show } from '../support/figures'
import { startPostgres, type PostgresUnderTest } from '../support/postgres-under-test'
import { send } from '../support/send'
import { residentMb } from '../support/sockets'
import { createUsers, publishPosts, signIn } from '../support/world'

const ROWS = phase(100_000, 1_000_000)
const RESTORED_WITHIN_MS = 120_000
/** The same for any number of rows: Node with the driver takes 80 MB, the text of a million rows 300. */
const MEMORY_MB = 160

const folder = mkdtempSync(path.join(tmpdir(), 'drill-'))
const file = path.join(folder, 'drill.backup.gz')
const report = inProject('test-results', 'restore-drill.json')

let postgres: PostgresUnderTest
const apps: AppUnderTest[] = []
async function addApp(name: string): Promise<AppUnderTest> {
  const app = await startApp(name, { DATABASE_URL: postgres.url, TRUSTED_PROXY: '1' })
  apps.push(app)
  return app
}
beforeAll(async () => {
  mkdirSync(inProject('test-results'), { recursive: true })
  postgres = await startPostgres()
})
afterAll(async () => {
  for (const app of apps) await app.stop()
  await postgres?.stop()
  rmSync(folder, { recursive: true })
})

/** One of the two commands, as a process of its own, with the most memory it took. */
async function command(name: string, ...given: string[]) {
  const { PATH, HOME } = process.env
  const env = { PATH, HOME, NODE_ENV: 'production' as const, DATABASE_URL: postgres.url, DATABASE_URL_UNPOOLED: '' }
  const began = performance.now()
  const child = spawn(process.execPath, [inProject('scripts', name), ...given], {
    env,
    stdio: ['ignore', 'pipe', 'pipe'],
  })
  let output = ''
  child.stdout.on('data', (chunk) => (output += chunk))
  child.stderr.on('data', (chunk) => (output += chunk))
  let memory = 0
  const watch = setInterval(() => {
    if (child.exitCode === null) memory = Math.max(memory, residentMb(child.pid ?? 0))
  }, 100)
  const [code] = await once(child, 'close')
  clearInterval(watch)
  return { code: code as number, output, memory, ms: performance.now() - began }
}

/** Half of them posts, half of them the reads of a day. */
async function fill(authorId: string): Promise<void> {
  await postgres.sql(
    `with made as (
       insert into posts (id, author_id, slug, title, content, published, published_at)
       select gen_random_uuid(), $1::uuid, 'post-' || n, 'Post ' || n, repeat('words ' || n || E'\\n', 20), true, now() - n * interval '1 minute'
       from generate_series(1, $2::int) n returning id)
     insert into post_daily_views (post_id, day, views) select id, current_date, 7 from made`,
    [authorId, ROWS / 2],
  )
}

/** Counted and summed by the server, and not by what is under test. */
async function sums(): Promise<Record<string, unknown>> {
  const tables = await postgres.sql<{ name: string }>(
    `select tablename as name from pg_tables where schemaname = 'public' and tablename <> '_prisma_migrations' order by 1`,
  )
  const found: Record<string, unknown> = {}
  for (const { name } of tables)
    found[name] = await postgres.sql(
      `select count(*)::int, sum(hashtextextended(t::text, 0))::text as hash from ${name} t`,
    )
  return found
}

async function loseDatabase(): Promise<void> {
  const server = withDatabase({ url: postgres.url, name: 'the server under test' }, 'postgres')
  await withConnection(server, async (client) => {
    await client.query('drop database app with (force)')
    await client.query('create database app template template0')
  })
}

describe('N-07 the restore drill', () => {
  test('after the loss of the database every row is back, and people go on where they were', async () => {
    const [user] = await createUsers(postgres, 1)
    const { userId = '', email = '' } = user ?? {}
    await publishPosts(postgres, userId, 1)
    await fill(userId)
    const before = await addApp('before the loss')
    const { cookie } = await signIn(before, email, '198.51.100.1')
    await before.stop('SIGTERM')
    const saved = await sums()

    const backup = await command('db-backup.mjs', file)
    expect(backup.code, backup.output).toBe(0)
    await loseDatabase()
    const restore = await command('db-restore.mjs', file, '--max-age', '24h', '--report', report)
    expect(restore.code, restore.output).toBe(0)
    expect(await sums()).toEqual(saved)

    const after = await addApp('after the restore')
    expect((await send(`${after.url}/api/v1/me`, { cookie })).status).toBe(200)
    expect((await signIn(after, email, '198.51.100.2')).status).toBe(200)
    expect((await send(`${after.url}/blog/published-1`)).text).toContain('Published 1')

    const written = JSON.parse(readFileSync(report, 'utf8')) as { rows: number; ageMs: number; seconds: number }
    expect(written.rows).toBeGreaterThan(ROWS)
    show('N-07 restore drill', {
      rows: written.rows,
      file: `${Math.round(statSync(file).size / 1e6)} MB`,
      backup: `${Math.round(backup.ms)} ms, ${Math.round(backup.memory)} MB`,
      restore: judgeTime('restore', restore.ms, RESTORED_WITHIN_MS, backup.ms),
      memory: `${Math.round(restore.memory)} MB`,
      age: `${Math.round(written.ageMs / 1000)} s`,
    })
    expect(Math.max(backup.memory, restore.memory)).toBeLessThan(MEMORY_MB)
  })

  test('a backup that is older than allowed fails the drill and touches nothing', async () => {
    await loseDatabase()
    const late = await command('db-restore.mjs', file, '--max-age', '0m')
    expect(late.code).toBe(1)
    expect(late.output).toMatch(/h old, and at most 0 h are allowed/)
    expect(await sums()).toEqual({})
  })
})

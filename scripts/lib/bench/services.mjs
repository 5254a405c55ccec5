// A PostgreSQL and a Redis of the bench's own, filled. Nothing of theirs is kept.
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { rmSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { databaseNameOf, withConnection, withDatabase } from '../database/address.mjs'
import { migrateWithStep } from '../database/prepare.mjs'
import { demoPassword, seed } from '../database/seed.mjs'
import { openEmbedded } from '../database/target.mjs'
import { findFreePort } from '../ports.mjs'
import { accepts } from '../postgres/cluster.mjs'
import { Problem } from '../problem.mjs'
import { pause } from '../processes.mjs'
import { dataFolder, inProject } from '../project.mjs'
import { step } from '../steps.mjs'

const tether = fileURLToPath(new URL('../tether.mjs', import.meta.url))
const PARAGRAPH =
  'A list that is long costs as much to leave as to enter. What is read first is what is kept in memory, and what is kept in memory is what was read first. '

/** @returns {Promise<{ url: string, version: string, stop: () => Promise<void> }>} */
async function startRedis() {
  const port = await findFreePort()
  const options = ['--port', String(port), '--bind', '127.0.0.1', '--save', '', '--appendonly', 'no']
  const holder = spawn(process.execPath, [tether, 'redis-server', ...options], { stdio: ['pipe', 'ignore', 'ignore'] })
  while (!(await accepts(port))) {
    if (holder.exitCode !== null) throw new Problem('The bench needs a `redis-server` on the PATH: install Redis.')
    await pause(20)
  }
  const { Redis } = await import('ioredis')
  const client = new Redis(port, '127.0.0.1')
  const version = /redis_version:(\S+)/.exec(await client.info('server'))?.[1] ?? 'unknown'
  client.disconnect()
  const stop = async () => {
    holder.stdin?.end()
    if (holder.exitCode === null) await once(holder, 'exit')
  }
  return { url: `redis://127.0.0.1:${port}`, version, stop }
}

/** Everybody writes equally much, over four years. @param {import('../database/address.mjs').Address} address @param {{ users: number, posts: number }} size */
async function fill(address, { users, posts }) {
  await withConnection(address, async (client) => {
    await client.query(
      `insert into users (id, name, email, email_verified)
         select gen_random_uuid(), 'Reader ' || n, 'reader-' || n || '@example.test', true from generate_series(1, $1::int) n`,
      [users],
    )
    await client.query(`insert into profiles (user_id) select id from users where email like 'reader-%'`)
    await client.query(
      `with author as (select id, row_number() over (order by id) - 1 as place from users where email like 'reader-%')
       insert into posts (id, author_id, slug, title, content, excerpt, published, published_at, created_at, updated_at)
         select gen_random_uuid(), author.id, 'bench-' || n, 'What reader ' || n || ' found out', repeat($2, 4), $2, true, moment, moment, moment
         from generate_series(1, $1::int) n
         join author on author.place = n % $3::int
         cross join lateral (select now() - n * (interval '4 years' / $1::int) as moment) at`,
      [posts, PARAGRAPH, users],
    )
    await client.query('vacuum analyze')
  })
}

/** @param {{ users: number, posts: number }} size */
export async function startServices(size) {
  process.env.FOOTHOLD_DATA_DIR = inProject('test-results', 'bench-data')
  delete process.env.DATABASE_URL
  const redis = await step('Redis', startRedis)
  const target = await step('PostgreSQL', openEmbedded)
  const stop = async () => {
    const server = withDatabase(target, 'postgres')
    await withConnection(server, (client) => client.query(`drop database ${databaseNameOf(target)} with (force)`))
    await Promise.all([target.release(), redis.stop()])
    rmSync(dataFolder(), { recursive: true, force: true })
  }
  try {
    await migrateWithStep(target)
    await step('The sample', () => seed(target))
    await step(`${size.users} users, ${size.posts} posts`, () => fill(target, size))
    const postgresVersion = await withConnection(target, async (client) => {
      const { rows } = await client.query('show server_version')
      return String(rows[0].server_version)
    })
    return {
      databaseUrl: target.url,
      redisUrl: redis.url,
      password: demoPassword(),
      versions: { postgres: postgresVersion, redis: redis.version },
      stop,
    }
  } catch (error) {
    await stop()
    throw error
  }
}

import { randomUUID } from 'node:crypto'
import { Problem } from '../problem.mjs'
import { checksumOf, matchesChecksum } from './files.mjs'

/**
 * Prisma's own table, so that `prisma migrate deploy`, `status` and `dev` read what this runner wrote and the reverse.
 * @typedef {{ name: string, checksum: string, finished: boolean, logs: string | null }} HistoryEntry
 */
/** @typedef {import('./files.mjs').Migration} Migration */
/** @typedef {import('pg').Client} Client */

const CREATE_TABLE = `create table if not exists _prisma_migrations (
  id varchar(36) primary key not null,
  checksum varchar(64) not null,
  finished_at timestamptz,
  migration_name varchar(255) not null,
  logs text,
  rolled_back_at timestamptz,
  started_at timestamptz not null default now(),
  applied_steps_count integer not null default 0
)`

/** @param {Client} client */
export async function ensureHistory(client) {
  await client.query(CREATE_TABLE)
}

/** @param {Client} client @returns {Promise<HistoryEntry[]>} what counts as applied or as failed, oldest first */
export async function readHistory(client) {
  const { rows: tables } = await client.query(`select to_regclass('_prisma_migrations') is not null as present`)
  if (!tables[0].present) return []
  const { rows } = await client.query(
    `select migration_name as name, checksum, finished_at is not null as finished, logs
       from _prisma_migrations where rolled_back_at is null order by started_at, migration_name`,
  )
  return rows
}

/** @param {Client} client @param {Migration} migration */
export async function recordStart(client, migration) {
  const id = randomUUID()
  await client.query('insert into _prisma_migrations (id, checksum, migration_name) values ($1, $2, $3)', [
    id,
    checksumOf(migration.sql),
    migration.name,
  ])
  return id
}

/**
 * As a statement that can end the migration's own transaction; the file may have changed the search path.
 * @param {Client} client @param {string} id
 */
export async function successStatement(client, id) {
  const { rows } = await client.query(
    `select relnamespace::regnamespace::text as schema from pg_class where oid = '_prisma_migrations'::regclass`,
  )
  return `update ${rows[0].schema}._prisma_migrations set finished_at = clock_timestamp(), applied_steps_count = 1 where id = '${id}'`
}

/** @param {Client} client @param {string} id @param {string} logs @param {boolean} undone */
export async function recordFailure(client, id, logs, undone) {
  await client.query(
    'update _prisma_migrations set logs = $2, rolled_back_at = case when $3 then now() end where id = $1',
    [id, logs, undone],
  )
}

/**
 * What a person decided about a failed migration: that it is undone and may run again, or that it is in place.
 * @param {Client} client @param {Migration} migration @param {'rolled-back' | 'applied'} verdict
 */
export async function resolveMigration(client, migration, verdict) {
  const entry = (await readHistory(client)).find(({ name }) => name === migration.name)
  if (entry?.finished) throw new Problem(`${migration.name} is applied: there is nothing to resolve.`)
  if (!entry && verdict === 'rolled-back')
    throw new Problem(`${migration.name} has not failed: there is nothing to resolve.`)
  await client.query(
    'update _prisma_migrations set rolled_back_at = now() where migration_name = $1 and finished_at is null and rolled_back_at is null',
    [migration.name],
  )
  // Prisma's own mark for "said to be applied": finished with no step.
  if (verdict === 'applied') {
    await client.query(
      'insert into _prisma_migrations (id, checksum, migration_name, finished_at) values ($1, $2, $3, now())',
      [randomUUID(), checksumOf(migration.sql), migration.name],
    )
  }
}

/**
 * What is still to be applied. Refuses a history that the files do not explain.
 * @param {Migration[]} migrations @param {HistoryEntry[]} history
 */
export function pendingMigrations(migrations, history) {
  const files = new Map(migrations.map((migration) => [migration.name, migration]))
  for (const { name, checksum, finished, logs } of history) {
    const file = files.get(name)
    if (!finished) {
      const reason = logs?.trim().split('\n')[0]
      if (!reason) {
        throw new Problem(
          `Migration ${name} was cut off before it ended: \`npm run db:migrate -- --rolled-back ${name}\` clears what is left of it and applies it again.`,
        )
      }
      throw new Problem(
        `Migration ${name} failed earlier (${reason}): mend it, look what of it is in the database, then say ` +
          `\`npm run db:migrate -- --rolled-back ${name}\` to have it applied again, or \`--applied ${name}\` if it is in place.`,
      )
    }
    if (!file) {
      throw new Problem(
        `The database has migration ${name}, which prisma/migrations lacks: get the newer code, or restore that folder from git.`,
      )
    }
    if (!matchesChecksum(file.sql, checksum)) {
      throw new Problem(
        `Migration ${name} was edited after it was applied: restore it from git and put the change into a new migration ` +
          '(`npm run db:migration NAME`); on a development database `npm run db:reset` begins anew.',
      )
    }
  }
  const applied = new Set(history.map(({ name }) => name))
  return migrations.filter(({ name }) => !applied.has(name))
}

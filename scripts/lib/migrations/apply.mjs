import { connect, describeAddress } from '../database/address.mjs'
import { Problem } from '../problem.mjs'
import { pause } from '../processes.mjs'
import { readMigrations } from './files.mjs'
import {
  ensureHistory,
  pendingMigrations,
  readHistory,
  recordFailure,
  recordStart,
  successStatement,
} from './history.mjs'

/** @typedef {import('./files.mjs').Migration} Migration */
/** @typedef {import('pg').Client} Client */
/** @typedef {import('../database/address.mjs').Address} Address */

/** The number Prisma locks on, so that its deployers and ours exclude each other too. */
export const ADVISORY_LOCK = 72_707_369
const LOCK_NOT_AVAILABLE = '55P03'
/** Statements that end or escape the one transaction in which a file runs. */
const LEAVES_TRANSACTION =
  /^\s*(begin|commit|rollback|end|start\s+transaction)\b|\bconcurrently\b|^\s*(vacuum|create\s+database|drop\s+database)\b/im

/** The statements without comments, strings and function bodies, whose words do not count. @param {string} sql */
export function bareStatements(sql) {
  return sql
    .replace(/\$(\w*)\$[\s\S]*?\$\1\$/g, '')
    .replace(/'(?:[^']|'')*'/g, '')
    .replace(/--.*$/gm, '')
}

/** @param {string} sql */
export function isOneTransaction(sql) {
  return !LEAVES_TRANSACTION.test(bareStatements(sql))
}

/**
 * Deployers take turns. They ask again and again: one that waited inside pg_advisory_lock would keep a snapshot open,
 * and CREATE INDEX CONCURRENTLY in the other would wait for it for ever.
 * @param {Client} client @param {{ patience?: number | undefined, onWait?: (() => void) | undefined }} options
 */
export async function takeTurn(client, { patience = 600_000, onWait }) {
  const until = Date.now() + patience
  for (let asked = 0; ; asked += 1) {
    const { rows } = await client.query('select pg_try_advisory_lock($1) as taken', [ADVISORY_LOCK])
    if (rows[0].taken) return
    if (asked === 5) onWait?.()
    if (Date.now() > until) {
      throw new Problem(
        'Another deployer has held the migration lock for ten minutes: see what it is doing, then run again.',
      )
    }
    await pause(200)
  }
}

/** @param {Migration} migration @param {any} error @param {boolean} undone */
function applyFailure(migration, error, undone) {
  if (error.code === LOCK_NOT_AVAILABLE && undone) {
    return `Migration ${migration.name} did not get its lock within 5 seconds, so nothing was changed: run it again when the long query or transaction that holds the table has ended.`
  }
  const detail = [error.message, error.detail, error.hint].filter(Boolean).join(' ')
  const left = isOneTransaction(migration.sql)
    ? 'nothing of it was kept'
    : 'parts of it may be in the database (an invalid index is dropped by the command below)'
  return (
    `Migration ${migration.name} failed, ${left}: ${detail}. ` +
    `Mend it, then run \`npm run db:migrate -- --rolled-back ${migration.name}\`.`
  )
}

/** @param {Client} client @param {Migration} migration */
async function applyOne(client, migration) {
  const id = await recordStart(client, migration)
  const success = await successStatement(client, id)
  const whole = isOneTransaction(migration.sql)
  try {
    // One simple query: the server runs the whole file as one transaction, whatever is in it. That it succeeded is part
    // of it: the server finishes what a killed deployer began, and nobody else would be there to say so.
    await client.query(whole ? `${migration.sql}\n;\n${success}` : migration.sql)
  } catch (error) {
    const { code, message } = /** @type {any} */ (error)
    const undone = code === LOCK_NOT_AVAILABLE && whole
    // The file may have begun a transaction of its own; and a lost connection cannot record anything: then the
    // unfinished row says that it failed.
    await client.query('rollback').catch(() => {})
    await recordFailure(client, id, message, undone).catch(() => {})
    throw new Problem(applyFailure(migration, error, undone))
  }
  // What a file set for itself must not reach the next one.
  await client.query('reset all')
  await prepare(client)
  if (!whole) await client.query(success)
}

/** @param {Client} client */
export async function prepare(client) {
  // A waiting ALTER TABLE makes every later query on that table wait behind it.
  await client.query(`set lock_timeout = '5s'`)
  await client.query('set statement_timeout = 0')
  await client.query('set idle_in_transaction_session_timeout = 0')
}

/**
 * Applies every pending migration and returns their names. Safe to run twice, and by two deployers at once.
 * @param {Address} address
 * @param {{ migrations?: Migration[], patience?: number, onWait?: () => void, onApplied?: (name: string) => void }} [options]
 */
export async function applyMigrations(address, options = {}) {
  const { migrations = readMigrations(), patience, onWait, onApplied } = options
  const client = await connect(address)
  try {
    await prepare(client)
    // Nothing to do is the usual case and needs no turn.
    const early = await readHistory(client)
    if (early.every(({ finished }) => finished) && pendingMigrations(migrations, early).length === 0) return []
    await takeTurn(client, { patience, onWait })
    await ensureHistory(client)
    const pending = pendingMigrations(migrations, await readHistory(client))
    for (const migration of pending) {
      await applyOne(client, migration)
      onApplied?.(migration.name)
    }
    return pending.map(({ name }) => name)
  } catch (error) {
    throw toProblem(address, error)
  } finally {
    // Ending the session gives the lock back.
    await client.end().catch(() => {})
  }
}

/** @param {Address} address @returns {Promise<string[]>} */
export async function listPending(address, migrations = readMigrations()) {
  const client = await connect(address)
  try {
    return pendingMigrations(migrations, await readHistory(client)).map(({ name }) => name)
  } finally {
    await client.end().catch(() => {})
  }
}

/** @param {Address} address @param {unknown} error */
function toProblem(address, error) {
  if (error instanceof Problem || !(error instanceof Error)) return error
  const { code } = /** @type {NodeJS.ErrnoException} */ (error)
  if (code === '42501') {
    return new Problem(
      `The user of ${address.name} may not change ${describeAddress(address)}: use one that owns the database.`,
    )
  }
  return new Problem(`The database at ${describeAddress(address)} failed while migrating: ${error.message}.`)
}

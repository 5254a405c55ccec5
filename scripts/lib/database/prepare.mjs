import pg from 'pg'
import { applyMigrations } from '../migrations/apply.mjs'
import { Problem } from '../problem.mjs'
import { step } from '../steps.mjs'
import { databaseNameOf, describeAddress, withConnection, withDatabase } from './address.mjs'
import { countUsers, demoLoginsWork, seed } from './seed.mjs'

/** @typedef {import('./target.mjs').Target} Target */

/** @param {Target} target */
export async function migrateWithStep(target) {
  await step(
    'Migrations',
    () => applyMigrations(target),
    ({ length }) => `Migrations (${length} applied)`,
  )
}

/**
 * Seeds an embedded database that has nobody in it, and gives demo users who are there the password that is printed, which
 * DEMO_PASSWORD may have changed since. In any other database passwords are for `npm run db:seed` alone: an address on this
 * machine may be the near end of a tunnel.
 * @param {Target} target @returns {Promise<boolean>} whether the demo logins work
 */
export async function seedOnce(target) {
  const { users, demo } = await countUsers(target)
  if (users === 0 && target.embedded) {
    await step('Demo data', () => seed(target))
    return true
  }
  if (!demo || !target.loopback) return false
  if (await demoLoginsWork(target)) return true
  if (target.embedded) await step('Demo logins', () => seed(target, { loginsOnly: true }))
  return target.embedded
}

/** Drops the database with everything in it and makes an empty one. @param {Target} target */
export async function recreateDatabase(target) {
  if (process.env.NODE_ENV === 'production') {
    throw new Problem(
      'NODE_ENV is production, and a reset drops the whole database: unset it if you really mean a database of your own.',
    )
  }
  if (!target.loopback) {
    throw new Problem(
      `${describeAddress(target)} is not on this machine, and a reset drops the whole database: only one on localhost is reset.`,
    )
  }
  const name = pg.escapeIdentifier(databaseNameOf(target))
  const server = withDatabase(target, databaseNameOf(target) === 'postgres' ? 'template1' : 'postgres')
  await withConnection(server, async (client) => {
    await client.query(`drop database if exists ${name} with (force)`)
    await client.query(`create database ${name} template template0`)
  })
}

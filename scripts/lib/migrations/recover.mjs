import { withConnection } from '../database/address.mjs'
import { bareStatements, prepare, takeTurn } from './apply.mjs'
import { readHistory, resolveMigration } from './history.mjs'

/** @typedef {import('./files.mjs').Migration} Migration */
/** @typedef {import('pg').Client} Client */

const CONCURRENT_INDEX =
  /\bcreate\s+(?:unique\s+)?index\s+concurrently\s+(?:if\s+not\s+exists\s+)?("(?:[^"]|"")+"|[\w.]+)/gi

/**
 * The index of a file that was cut off or failed: an invalid one is dropped.
 * @param {Client} client @param {Migration} migration
 * @returns {Promise<boolean>} whether all that the file does is in place
 */
async function clearIndexes(client, { sql }) {
  const bare = bareStatements(sql)
  const names = [...bare.matchAll(CONCURRENT_INDEX)].map(([, name = '']) => name)
  let complete = names.length > 0 && bare.split(';').filter((statement) => statement.trim()).length === names.length
  for (const name of names) {
    const { rows } = await client.query('select indisvalid as valid from pg_index where indexrelid = to_regclass($1)', [
      name,
    ])
    if (!rows[0]?.valid) complete = false
    if (rows[0]?.valid === false) await client.query(`drop index concurrently ${name}`)
  }
  return complete
}

/**
 * Makes a migration that failed or was cut off ready to be applied again. A killed deployer's statement goes on in the
 * server, and holds the turn until it ends: only then is it known what became of it.
 * @param {import('../database/address.mjs').Address} address @param {Migration} migration
 * @param {{ onWait?: () => void }} [options]
 * @returns {Promise<'applied' | 'rolled-back'>}
 */
export async function recoverMigration(address, migration, { onWait } = {}) {
  return withConnection(address, async (client) => {
    await prepare(client)
    await takeTurn(client, { onWait })
    const entry = (await readHistory(client)).find(({ name }) => name === migration.name)
    if (entry?.finished) return 'applied'
    const verdict = entry && (await clearIndexes(client, migration)) ? 'applied' : 'rolled-back'
    await resolveMigration(client, migration, verdict)
    return verdict
  })
}

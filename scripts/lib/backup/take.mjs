import { withConnection } from '../database/address.mjs'
import { readHistory } from '../migrations/history.mjs'
import { Problem } from '../problem.mjs'
import { endOfRows, toLine, writeBackup } from './file.mjs'
import { copyRows, listSequences, listTables, readAlike } from './tables.mjs'

/** @typedef {import('pg').Client} Client */
/** @typedef {{ tables: Record<string, import('./tables.mjs').Sum>, rows: number, takenAt: string }} Taken */

/** @param {Client} client @returns {Promise<import('./file.mjs').Header>} */
async function describe(client) {
  const history = await readHistory(client)
  if (history.length === 0) throw new Problem('This database was never migrated: there is nothing to back up.')
  const unfinished = history.find(({ finished }) => !finished)
  if (unfinished) {
    throw new Problem(
      `Migration ${unfinished.name} is unfinished, so a backup could not be restored: see what \`npm run db:migrate\` says.`,
    )
  }
  const { rows } = await client.query(`select current_setting('server_version') as server`)
  return {
    format: 'foothold-backup',
    version: 1,
    takenAt: new Date().toISOString(),
    server: rows[0].server,
    migrations: history.map(({ name, checksum }) => ({ name, checksum })),
  }
}

/** @param {Client} client @param {import('./file.mjs').Header} header @param {Taken} taken */
async function* contentOf(client, header, taken) {
  yield toLine(header)
  for (const table of await listTables(client)) {
    yield toLine({ table: table.name, columns: table.columns })
    const sum = yield* copyRows(client, table)
    yield endOfRows
    yield toLine(sum)
    taken.tables[table.name] = sum
    taken.rows += sum.rows
  }
  yield toLine({ end: true, sequences: await listSequences(client) })
}

/**
 * Writes every row of one instant into a file, while everybody else goes on writing.
 * @param {import('../database/address.mjs').Address} address @param {string} file @returns {Promise<Taken>}
 */
export async function takeBackup(address, file) {
  return withConnection(address, async (client) => {
    await readAlike(client)
    await client.query('begin isolation level repeatable read, read only')
    const header = await describe(client)
    const taken = { tables: {}, rows: 0, takenAt: header.takenAt }
    await writeBackup(file, contentOf(client, header, taken))
    return taken
  })
}

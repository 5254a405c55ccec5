import pg from 'pg'
import { variable } from '../environment.mjs'
import { databaseNameOf, parseAddress, withConnection } from './address.mjs'

/** The same as lib/db.ts sets on each connection of its own; a transaction pooler hands connections to everybody. */
const SETTINGS = {
  timezone: 'UTC',
  statement_timeout: '1500',
  lock_timeout: '1000',
  idle_in_transaction_session_timeout: '5000',
}

/**
 * Puts the limits on the app's role, for this database alone: behind a pooler they cannot be set per connection. Only
 * where DATABASE_URL_UNPOOLED says that DATABASE_URL is one.
 * @param {import('./address.mjs').Address} unpooled
 * @returns {Promise<string | null>} a warning where the role may not be changed
 */
export async function setRoleLimits(unpooled) {
  const url = variable('DATABASE_URL')
  if (!url || !variable('DATABASE_URL_UNPOOLED')) return null
  const role = decodeURIComponent(parseAddress({ url, name: 'DATABASE_URL' }).username)
  const scope = `role ${pg.escapeIdentifier(role)} in database ${pg.escapeIdentifier(databaseNameOf(unpooled))}`
  const statements = Object.entries(SETTINGS).map(([name, value]) => `alter ${scope} set ${name} = '${value}'`)
  try {
    await withConnection(unpooled, (client) => client.query(statements.join('; ')))
    return null
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error)
    return `The limits of the role ${role} could not be set (${reason}). Let its owner run: ${statements.join('; ')}`
  }
}

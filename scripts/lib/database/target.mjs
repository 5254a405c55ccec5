import pg from 'pg'
import { variable } from '../environment.mjs'
import { DATABASE, useEmbeddedPostgres } from '../postgres/embedded.mjs'
import { Problem } from '../problem.mjs'
import { isLoopback, withConnection } from './address.mjs'

/**
 * The database a command works on.
 * @typedef {import('./address.mjs').Address & { embedded: boolean, loopback: boolean, attached: boolean, release: () => Promise<void> }} Target
 */

/** @param {import('./address.mjs').Address} address @param {string} database */
export async function databaseExists(address, database) {
  return withConnection(address, async (client) => {
    const { rowCount } = await client.query('select 1 from pg_database where datname = $1', [database])
    return rowCount === 1
  })
}

/** @returns {Promise<Target>} */
export async function openEmbedded() {
  const server = await useEmbeddedPostgres('development')
  const name = 'the embedded database'
  const maintenance = { url: server.url('postgres'), name }
  try {
    if (!(await databaseExists(maintenance, DATABASE))) {
      await withConnection(maintenance, (client) => client.query(`create database ${pg.escapeIdentifier(DATABASE)}`))
    }
  } catch (error) {
    await server.release()
    throw error
  }
  return { url: server.url(), name, embedded: true, loopback: true, attached: server.attached, release: server.release }
}

/**
 * The database of the environment, or the embedded one where none is named.
 * @param {{ unpooled?: boolean }} [options] unpooled: prefer the address that goes past a pooler
 * @returns {Promise<Target>}
 */
export async function openTarget({ unpooled = false } = {}) {
  const names = unpooled ? ['DATABASE_URL_UNPOOLED', 'DATABASE_URL'] : ['DATABASE_URL']
  for (const name of names) {
    const url = variable(name)
    if (!url) continue
    const address = { url, name }
    return { ...address, embedded: false, loopback: isLoopback(address), attached: false, release: async () => {} }
  }
  if (process.env.NODE_ENV === 'production' && variable('FOOTHOLD_EMBEDDED') !== '1') {
    throw new Problem(`In production ${names.at(-1)} has to be set: there is no embedded database to fall back on.`)
  }
  return openEmbedded()
}

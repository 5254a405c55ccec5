// What the integration tests stand on, made once a run: a PostgreSQL server with a migrated template database, and a
// Redis where there is one. The server is TEST_DATABASE_URL, else DATABASE_URL of the environment (`.env` files are not
// read), else the embedded one, in a cluster of its own. Only databases named foothold_test_* are made and dropped; the
// database in the address is never touched, and a server that is not on this machine has to be named TEST_DATABASE_URL.
import pg from 'pg'
import type { TestProject } from 'vitest/node'
import { isLoopback, withConnection, withDatabase, type Address } from '../../scripts/lib/database/address.mjs'
import { applyMigrations } from '../../scripts/lib/migrations/apply.mjs'
import { useEmbeddedPostgres } from '../../scripts/lib/postgres/embedded.mjs'
import { identify, isAlive } from '../../scripts/lib/processes.mjs'
import { startTestRedis } from './redis'

declare module 'vitest' {
  export interface ProvidedContext {
    databaseServer: string
    databasePrefix: string
    redisUrl: string | null
  }
}

const PREFIX = 'foothold_test_'

async function openServer(): Promise<Address & { release: () => Promise<void> }> {
  const name = process.env.TEST_DATABASE_URL ? 'TEST_DATABASE_URL' : 'DATABASE_URL'
  const url = process.env[name]
  if (!url) {
    const server = await useEmbeddedPostgres('test')
    return { url: server.url('postgres'), name: 'the embedded test database', release: server.release }
  }
  if (name === 'DATABASE_URL' && !isLoopback({ url, name })) {
    throw new Error(
      'DATABASE_URL is not on this machine: unset it for tests, or name a server for them in TEST_DATABASE_URL.',
    )
  }
  return { url, name, release: async () => {} }
}

async function dropDatabases(server: Address, pattern: RegExp): Promise<void> {
  await withConnection(server, async (client) => {
    const { rows } = await client.query<{ datname: string }>('select datname from pg_database where datname like $1', [
      `${PREFIX.replaceAll('_', '\\_')}%`,
    ])
    for (const { datname } of rows) {
      const owner = Number(/^foothold_test_(\d+)_/.exec(datname)?.[1])
      // A run that was killed leaves its databases; one that still lives needs them.
      const abandoned = owner !== process.pid && !isAlive(identify(owner))
      if (pattern.test(datname) || abandoned) {
        await client.query(`drop database if exists ${pg.escapeIdentifier(datname)} with (force)`)
      }
    }
  })
}

async function makeTemplate(server: Address, template: string): Promise<void> {
  await withConnection(server, (client) => client.query(`create database ${template} template template0`))
  await applyMigrations(withDatabase(server, template))
}

export default async function setup(project: TestProject): Promise<() => Promise<void>> {
  const redis = await startTestRedis()
  const server = await openServer()
  const prefix = `${PREFIX}${process.pid}_`
  const own = new RegExp(`^${prefix}`)
  await dropDatabases(server, own)
  await makeTemplate(server, `${prefix}template`)
  project.provide('databaseServer', server.url)
  project.provide('databasePrefix', prefix)
  project.provide('redisUrl', redis.url)
  return async () => {
    await redis.stop()
    await dropDatabases(server, own)
    await server.release()
  }
}

// A PostgreSQL server that one test file owns and may freeze or kill: its own cluster on a free port, without the watcher
// that looks after the shared ones.
import { chownSync, existsSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import path from 'node:path'
import { withConnection } from '../../scripts/lib/database/address.mjs'
import { applyMigrations } from '../../scripts/lib/migrations/apply.mjs'
import { prepareBinaries } from '../../scripts/lib/postgres/binaries.mjs'
import { clearLeftovers, initialise, start, stop, type Cluster } from '../../scripts/lib/postgres/cluster.mjs'
import { databaseUser } from '../../scripts/lib/postgres/system-user.mjs'
import { findFreePort } from '../../scripts/lib/ports.mjs'
import { identify, isAlive } from '../../scripts/lib/processes.mjs'
import { dataFolder, ensurePrivateFolder } from '../../scripts/lib/project.mjs'
import { freeze, kill, thaw } from './process-tree'

const PASSWORD = 'only for one test run'
/** Commits wait for their log, which is what survives a SIGKILL; the disk itself is not under test. */
const SETTINGS = {
  listen_addresses: '127.0.0.1',
  unix_socket_directories: '',
  log_timezone: 'UTC',
  shared_preload_libraries: 'pg_stat_statements',
  jit: 'off',
  fsync: 'off',
  max_connections: '100',
}

export type PostgresUnderTest = Awaited<ReturnType<typeof startPostgres>>

function describeCluster(base: string, name: string): Cluster {
  const user = databaseUser()
  const binaries = prepareBinaries({ stageIn: user?.shared ?? dataFolder(), mustStage: user !== null })
  const home = path.join(base, name)
  return { data: path.join(home, 'data'), log: path.join(home, 'server.log'), user, binaries, settings: SETTINGS }
}

/** Servers of runs that were killed outright: nobody else ends them. */
async function clearAbandoned(base: string): Promise<void> {
  for (const name of readdirSync(base)) {
    const owner = Number(/^faults-(\d+)$/.exec(name)?.[1])
    if (!owner || isAlive(identify(owner))) continue
    await clearLeftovers(describeCluster(base, name))
    rmSync(path.join(base, name), { recursive: true, force: true })
  }
}

/** `timeZone` is what connections get that ask for none. */
export async function startPostgres({ timeZone = 'UTC' }: { timeZone?: string } = {}) {
  const base = databaseUser()?.home ?? ensurePrivateFolder(dataFolder())
  await clearAbandoned(base)
  const described = describeCluster(base, `faults-${process.pid}`)
  const cluster = { ...described, settings: { ...SETTINGS, timezone: timeZone } }
  const home = path.dirname(cluster.data)
  mkdirSync(home, { recursive: true, mode: 0o700 })
  if (cluster.user) chownSync(home, cluster.user.uid, cluster.user.gid)
  if (!existsSync(cluster.data)) initialise(cluster, PASSWORD)
  const port = await findFreePort()
  let server = await start(cluster, port)
  const address = (database: string) => ({
    url: `postgresql://postgres:${encodeURIComponent(PASSWORD)}@127.0.0.1:${port}/${database}`,
    name: 'the server under test',
  })
  await withConnection(address('postgres'), (client) => client.query('create database app'))
  await applyMigrations(address('app'))
  return {
    url: address('app').url,
    log: cluster.log,
    freeze: () => freeze(server.pid),
    thaw: () => thaw(server.pid),
    kill: () => kill(server.pid),
    /** Resolves when it accepts connections. */
    restart: async () => void (server = await start(cluster, port)),
    stop: async () => {
      await thaw(server.pid)
      await stop(cluster, server)
      rmSync(home, { recursive: true, force: true })
    },
    sql: <Row>(text: string, values: unknown[] = []): Promise<Row[]> =>
      withConnection(address('app'), async (client) => (await client.query(text, values)).rows as Row[]),
  }
}

// Prisma's schema engine as WebAssembly: it needs no download. Three things of the stock adapter are replaced, each
// wrong for this use: scripts are split at every ';', the "shadow" is the main database itself, and columns of the
// type "char" cannot be read.
import { randomUUID } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { createRequire } from 'node:module'
import { PrismaPg } from '@prisma/adapter-pg'
import { bindMigrationAwareSqlAdapterFactory, ColumnTypeEnum } from '@prisma/driver-adapter-utils'
import * as engineModule from '@prisma/schema-engine-wasm/schema_engine_bg'
import { parseAddress, withConnection, withDatabase } from '../database/address.mjs'

/** @typedef {import('../database/address.mjs').Address} Address */

const CHAR_OID = 18
const TEXT_OID = 25

let loaded = /** @type {Promise<void> | null} */ (null)

async function instantiate() {
  const entryFile = createRequire(import.meta.url).resolve('@prisma/schema-engine-wasm/schema_engine_bg')
  const bytes = readFileSync(entryFile.replace(/_bg\.js$/, '_bg.wasm'))
  const { instance } = await WebAssembly.instantiate(bytes, { './schema_engine_bg.js': engineModule })
  engineModule.__wbg_set_wasm(instance.exports)
  const begin = instance.exports['__wbindgen_start']
  if (typeof begin === 'function') begin()
}

/** @param {any} adapter @param {any} pool */
function readCharColumns(adapter, pool) {
  let charFields = /** @type {boolean[]} */ ([])
  const query = pool.query.bind(pool)
  pool.query = async (/** @type {any[]} */ ...args) => {
    const result = await query(...args)
    charFields = (result.fields ?? []).map((/** @type {any} */ field) => field.dataTypeID === CHAR_OID)
    for (const field of result.fields ?? []) if (field.dataTypeID === CHAR_OID) field.dataTypeID = TEXT_OID
    return result
  }
  const queryRaw = adapter.queryRaw.bind(adapter)
  adapter.queryRaw = async (/** @type {any} */ params) => {
    const result = await queryRaw(params)
    charFields.forEach((isChar, index) => {
      if (isChar) result.columnTypes[index] = ColumnTypeEnum.Character
    })
    return result
  }
}

/** @param {Address} address @param {() => Promise<unknown>} [afterDispose] */
async function connectAdapter(address, afterDispose) {
  const adapter = /** @type {any} */ (await new PrismaPg({ connectionString: address.url, max: 1 }).connect())
  const pool = adapter.underlyingDriver()
  adapter.executeScript = async (/** @type {string} */ script) => void (await pool.query(script))
  readCharColumns(adapter, pool)
  const dispose = adapter.dispose.bind(adapter)
  adapter.dispose = async () => {
    await dispose()
    await afterDispose?.()
  }
  return adapter
}

/** @param {Address} address */
async function connectShadow(address) {
  const shadow = `shadow_${randomUUID().replaceAll('-', '')}`
  const drop = () => withConnection(address, (client) => client.query(`drop database if exists ${shadow} with (force)`))
  await withConnection(address, (client) => client.query(`create database ${shadow} template template0`))
  return connectAdapter(withDatabase(address, shadow), drop)
}

/**
 * @param {Address} address a database whose server may make a scratch database; the database itself is only read
 * @param {{ path: string, text: string }} schema
 */
export async function openSchemaEngine(address, schema) {
  loaded ??= instantiate()
  await loaded
  parseAddress(address)
  const named = new PrismaPg({ connectionString: address.url })
  const connections = /** @type {any[]} */ ([])
  const factory = {
    provider: named.provider,
    adapterName: named.adapterName,
    connect: async () => {
      const adapter = await connectAdapter(address)
      connections.push(adapter)
      return adapter
    },
    connectToShadowDb: () => connectShadow(address),
  }
  const engine = await engineModule.SchemaEngine.new(
    { datamodels: [[schema.path, schema.text]] },
    () => {},
    bindMigrationAwareSqlAdapterFactory(/** @type {any} */ (factory)),
  )
  const close = async () => {
    engine.free()
    // The engine leaves its connection open, and with it Prisma's lock.
    await Promise.all(connections.map((adapter) => adapter.dispose()))
  }
  return { engine, close }
}

/** The shape in which the engine takes migrations. @param {import('./files.mjs').Migration[]} migrations */
export function toMigrationList(migrations) {
  return {
    baseDir: '/migrations',
    lockfile: { path: 'migration_lock.toml', content: 'provider = "postgresql"\n' },
    shadowDbInitScript: '',
    migrationDirectories: migrations.map(({ name, sql }) => ({
      path: name,
      migrationFile: { path: 'migration.sql', content: { tag: /** @type {const} */ ('ok'), value: sql } },
    })),
  }
}

/**
 * The SQL that turns what the migrations make into what the schema says; empty when they agree.
 * @param {Address} address @param {{ path: string, text: string }} schema @param {import('./files.mjs').Migration[]} migrations
 */
export async function diffSchema(address, schema, migrations) {
  const { engine, close } = await openSchemaEngine(address, schema)
  try {
    const { stdout } = await engine.diff({
      from: migrations.length === 0 ? { tag: 'empty' } : { tag: 'migrations', ...toMigrationList(migrations) },
      to: { tag: 'schemaDatamodel', files: [{ path: schema.path, content: schema.text }] },
      script: true,
      shadowDatabaseUrl: null,
      exitCode: null,
      filters: { externalTables: [], externalEnums: [] },
    })
    return stdout ?? ''
  } finally {
    await close()
  }
}

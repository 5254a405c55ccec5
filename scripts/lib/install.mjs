import { spawn } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { Problem } from './problem.mjs'
import { inProject, projectFolder } from './project.mjs'
import { secondsSince } from './steps.mjs'

/** @typedef {{ packages: Record<string, { version?: string, integrity?: string, optional?: boolean, peer?: boolean, link?: boolean }> }} LockFile */
/** @typedef {'current' | 'current-unmarked' | 'foreign' | 'missing' | 'outdated'} InstallState */

const MARK = '.foothold-lock-hash'
/** What pnpm, yarn and Plug'n'Play leave behind. */
const FOREIGN_MARKS = ['.modules.yaml', '.pnpm', '.yarn-state.yml', '.yarn-integrity']
const FOREIGN_LOCKS = ['pnpm-lock.yaml', 'yarn.lock', 'bun.lock', 'bun.lockb']

/** @param {string} file */
function readIfThere(file) {
  return existsSync(file) ? readFileSync(file, 'utf8') : null
}

/**
 * Whether what npm noted as installed is what the lock file asks for. Optional packages may be absent: most are
 * another platform's.
 * @param {LockFile} wanted @param {LockFile} installed
 */
export function agrees(wanted, installed) {
  for (const [name, { version, integrity }] of Object.entries(installed.packages)) {
    const entry = wanted.packages[name]
    if (!entry || entry.version !== version || entry.integrity !== integrity) return false
  }
  return Object.entries(wanted.packages).every(
    ([name, entry]) => name === '' || entry.optional || entry.peer || name in installed.packages,
  )
}

/** @param {string} folder the project's @returns {InstallState} */
export function installState(folder = projectFolder) {
  const lockText = readIfThere(path.join(folder, 'package-lock.json'))
  const modules = path.join(folder, 'node_modules')
  const foreign =
    FOREIGN_MARKS.some((name) => existsSync(path.join(modules, name))) ||
    FOREIGN_LOCKS.some((name) => existsSync(path.join(folder, name)))
  if (foreign || existsSync(path.join(folder, '.pnp.cjs')) || !lockText) {
    return existsSync(modules) || existsSync(path.join(folder, '.pnp.cjs')) ? 'foreign' : 'missing'
  }
  if (!existsSync(modules)) return 'missing'
  if (readIfThere(path.join(modules, MARK)) === hashOf(lockText)) return 'current'
  // npm notes what it installed once it has finished; an interrupted install has no such note.
  const noted = readIfThere(path.join(modules, '.package-lock.json'))
  if (!noted) return 'missing'
  return agrees(JSON.parse(lockText), JSON.parse(noted)) ? 'current-unmarked' : 'outdated'
}

/** @param {string} text */
function hashOf(text) {
  return createHash('sha256').update(text).digest('hex')
}

function writeMark() {
  const lockText = readFileSync(inProject('package-lock.json'), 'utf8')
  writeFileSync(inProject('node_modules', MARK), hashOf(lockText))
}

/** npm as a program for this Node: started without a shell, on Windows too. @returns {string[]} */
function npmCommand() {
  const node = path.dirname(process.execPath)
  const candidates = [
    process.env.npm_execpath,
    path.join(node, 'node_modules', 'npm', 'bin', 'npm-cli.js'),
    path.join(node, '..', 'lib', 'node_modules', 'npm', 'bin', 'npm-cli.js'),
  ]
  const script = candidates.find((file) => file && path.basename(file) === 'npm-cli.js' && existsSync(file))
  return script ? [process.execPath, script] : ['npm']
}

/** @returns {Promise<number | null>} */
function runNpmCi() {
  const [program = 'npm', ...args] = npmCommand()
  return new Promise((resolve) => {
    // Development packages are wanted even where the environment says production.
    const child = spawn(program, [...args, 'ci', '--include=dev', '--loglevel=error'], {
      cwd: projectFolder,
      stdio: ['ignore', 2, 2],
    })
    child.once('error', () => resolve(null))
    child.once('exit', (code) => resolve(code))
  })
}

/** Installs when node_modules is missing, unfinished or made from another lock file. */
export async function ensureInstalled() {
  const manager = path.basename(process.env.npm_execpath ?? 'npm')
  const state = installState()
  if (state === 'current' || state === 'foreign') return
  if (state === 'current-unmarked') return writeMark()
  if (!/^(npm|npx)/.test(manager)) {
    throw new Problem(
      `The packages are not installed: run the install command of ${manager.replace(/\.\w+$/, '')} first.`,
    )
  }
  const since = performance.now()
  console.error(`  … Installing the packages (${state === 'missing' ? 'the first time' : 'the lock file has changed'})`)
  const code = await runNpmCi()
  if (code !== 0) {
    const folder = inProject('node_modules')
    throw new Problem(
      `The packages could not be installed (npm's own words are above): check the network, the space on the disk and who owns ${folder}, then run again.`,
    )
  }
  writeMark()
  console.error(`  ✓ Packages installed ${secondsSince(since)}`)
}

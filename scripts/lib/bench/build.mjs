import { cpSync, mkdirSync, readdirSync, rmSync, statSync } from 'node:fs'
import path from 'node:path'
import { runNode } from '../children.mjs'
import { ensureGenerated } from '../generated.mjs'
import { Problem } from '../problem.mjs'
import { inProject } from '../project.mjs'

/** What is not source. The lock file tells Next where the project begins: it stays with the packages. */
const LEFT = /^(?:node_modules|\.next|\.git|\.github|\.ci|\.foothold|test-results|tests|package-lock\.json|\.env.*)$/

/**
 * Copies the source to where a second build can be made of it, inside the project so that it finds its packages.
 * @param {string} name @returns {string} the folder
 */
export function copySource(name) {
  const folder = inProject('test-results', name)
  rmSync(folder, { recursive: true, force: true })
  mkdirSync(folder, { recursive: true })
  for (const entry of readdirSync(inProject())) {
    const from = inProject(entry)
    if (!LEFT.test(entry)) cpSync(from, path.join(folder, entry), { recursive: statSync(from).isDirectory() })
  }
  // The one package that is named by its path.
  const fonts = path.join('node_modules', '@fontsource-variable')
  cpSync(inProject(fonts), path.join(folder, fonts), { recursive: true })
  return folder
}

/** The app with `app/bench` in it, which no other build has. @returns {Promise<string>} its folder */
export async function buildForBench() {
  // Here, where the packages are that write it.
  await ensureGenerated()
  const folder = copySource('bench')
  const env = { ...process.env, FOOTHOLD_BENCH: '1', APP_URL: '', BUILD_STANDALONE: '' }
  const { code, output } = await runNode([path.join(folder, 'scripts', 'build.mjs')], { env, cwd: folder })
  if (code !== 0) throw new Problem(`The build failed:\n${output.trim()}`)
  return folder
}

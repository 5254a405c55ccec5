// The same app built a second time with other files in it, in a folder inside the project so that it finds its packages.
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { copySource } from '../../scripts/lib/bench/build.mjs'
import { inProject } from '../../scripts/lib/project.mjs'

/** Matches nothing and does nothing; Next wants the file to export a function. */
const EMPTIED = `export const proxy = () => undefined\nexport const config = { matcher: '/there-is-no-such-page' }\n`
const buildId = (folder: string) => readFileSync(path.join(folder, '.next', 'BUILD_ID'), 'utf8')

/** Builds unless there is a second build of the very build that is being tested. `files` are texts by their paths. */
function buildAgain(name: string, files: Record<string, string>, env: Record<string, string> = {}): string {
  const folder = inProject('test-results', name)
  const stamp = path.join(folder, 'built-for')
  const wanted = `${buildId(inProject())} ${JSON.stringify(files)}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === wanted) return folder
  copySource(name)
  for (const [file, text] of Object.entries(files)) {
    mkdirSync(path.dirname(path.join(folder, file)), { recursive: true })
    writeFileSync(path.join(folder, file), text)
  }
  const built = spawnSync(process.execPath, [inProject('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: folder,
    env: { ...process.env, TYPES_CHECKED: '1', ...env, NODE_ENV: 'production' },
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(`The build ${name} failed:\n${built.stdout}${built.stderr}`)
  writeFileSync(stamp, wanted)
  return folder
}

/** Returns its folder. */
export const buildWithoutProxy = (): string => buildAgain('without-proxy', { 'proxy.ts': EMPTIED })

/** The server of the image, with routes that misbehave. Returns its file. */
export function buildWithProbes(): string {
  const probes = readFileSync(inProject('tests', 'support', 'probes', 'route.ts'), 'utf8')
  const folder = buildAgain('probes', { 'app/api/probe/[what]/route.ts': probes }, { BUILD_STANDALONE: '1' })
  return path.join(folder, '.next', 'standalone', 'test-results', 'probes', 'server.js')
}

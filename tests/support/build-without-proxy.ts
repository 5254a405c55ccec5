// The same app built a second time with an emptied proxy.ts, in a folder inside the project so that it finds its packages.
import { existsSync, readFileSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { spawnSync } from 'node:child_process'
import { copySource } from '../../scripts/lib/bench/build.mjs'
import { inProject } from '../../scripts/lib/project.mjs'

/** Matches nothing and does nothing; Next wants the file to export a function. */
const EMPTIED = `export const proxy = () => undefined\nexport const config = { matcher: '/there-is-no-such-page' }\n`
const buildId = (folder: string) => readFileSync(path.join(folder, '.next', 'BUILD_ID'), 'utf8')

/** Builds unless there is a second build of the very build that is being tested. Returns its folder. */
export function buildWithoutProxy(): string {
  const folder = inProject('test-results', 'without-proxy')
  const stamp = path.join(folder, 'built-for')
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === buildId(inProject())) return folder
  copySource('without-proxy')
  writeFileSync(path.join(folder, 'proxy.ts'), EMPTIED)
  const built = spawnSync(process.execPath, [inProject('node_modules', 'next', 'dist', 'bin', 'next'), 'build'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
    encoding: 'utf8',
  })
  if (built.status !== 0) throw new Error(`The build without the proxy failed:\n${built.stdout}${built.stderr}`)
  writeFileSync(stamp, buildId(inProject()))
  return folder
}

// What Next itself weighs: one page and one layout with nothing in them, built by the same Next, in a folder inside the
// project so that it finds its packages.
import { existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { spawn, spawnSync } from 'node:child_process'
import { findFreePort } from '../../scripts/lib/ports.mjs'
import { pause } from '../../scripts/lib/processes.mjs'
import { inProject } from '../../scripts/lib/project.mjs'

const FILES = {
  'app/layout.js': `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}`,
  'app/page.js': `export default function Page() {
  return <h1>Bare</h1>
}`,
  'next.config.mjs': 'export default {}',
  'package.json': '{ "private": true, "type": "module" }',
}
const READY_WITHIN_MS = 30_000
const next = inProject('node_modules', 'next', 'dist', 'bin', 'next')
const versionOf = (name: string) =>
  (JSON.parse(readFileSync(inProject('node_modules', name, 'package.json'), 'utf8')) as { version: string }).version

/** Builds once for each version of Next and React. Returns the folder. */
function buildBare(): string {
  const folder = inProject('test-results', 'bare')
  const stamp = path.join(folder, 'built-with')
  const versions = `next ${versionOf('next')}, react ${versionOf('react')}`
  if (existsSync(stamp) && readFileSync(stamp, 'utf8') === versions) return folder
  rmSync(folder, { recursive: true, force: true })
  for (const [name, text] of Object.entries(FILES)) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  const env = { ...process.env, NODE_ENV: 'production' as const, NEXT_TELEMETRY_DISABLED: '1' }
  const built = spawnSync(process.execPath, [next, 'build'], { cwd: folder, env, encoding: 'utf8' })
  if (built.status !== 0) throw new Error(`The bare page could not be built:\n${built.stdout}${built.stderr}`)
  writeFileSync(stamp, versions)
  return folder
}

export async function startBare(): Promise<{ url: string; stop: () => void }> {
  const folder = buildBare()
  const port = await findFreePort()
  const child = spawn(process.execPath, [next, 'start', '-H', '127.0.0.1', '-p', String(port)], {
    cwd: folder,
    stdio: 'ignore',
  })
  const url = `http://127.0.0.1:${port}`
  const until = performance.now() + READY_WITHIN_MS
  while (!(await fetch(url).catch(() => null))?.ok) {
    if (child.exitCode !== null || performance.now() > until) throw new Error('The bare page did not start.')
    await pause(50)
  }
  return { url, stop: () => child.kill() }
}

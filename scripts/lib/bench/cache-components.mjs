// What Next's `cacheComponents` costs: the same small page, streamed around one query, built without it and with it. This
// project has it off; should the figures change, so may the decision.
import { mkdirSync, rmSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { runNode } from '../children.mjs'
import { Problem } from '../problem.mjs'
import { inProject } from '../project.mjs'
import { measureInRounds } from './rounds.mjs'
import { serve } from './serve.mjs'

const next = inProject('node_modules', 'next', 'dist', 'bin', 'next')

/**
 * With an extension of its own: Next looks for `proxy.ts` and `instrumentation.ts` in the folders above too, and would take
 * this project's.
 * @param {'off' | 'on'} mode
 */
const filesOf = (mode) => ({
  'package.json': '{ "private": true, "type": "module" }',
  'next.config.mjs': `export default {
  cacheComponents: ${mode === 'on'},
  pageExtensions: ['small.js'],
  serverExternalPackages: ['pg'],
}`,
  'app/layout.small.js': `export default function Layout({ children }) {
  return <html lang="en"><body>{children}</body></html>
}`,
  'app/cpu/route.small.js': `import { connection } from 'next/server'
export async function GET() {
  await connection()
  const { user, system } = process.cpuUsage()
  return Response.json((user + system) / 1000)
}`,
  'app/page.small.js': `import { Suspense } from 'react'
import { connection } from 'next/server'
import { Pool } from 'pg'
const pool = (globalThis.pool ??= new Pool({ connectionString: process.env.DATABASE_URL, max: 10 }))
async function Rows() {
  await connection()
  const { rows } = await pool.query('select slug, title from posts order by id desc limit 20')
  return <ul>{rows.map(({ slug, title }) => <li key={slug}><a href={'/' + slug}>{title}</a></li>)}</ul>
}
export default function Page() {
  return <main><h1>Posts</h1><Suspense fallback={<p>Loading</p>}><Rows /></Suspense></main>
}`,
})

/** @param {'off' | 'on'} mode @returns {Promise<string>} the folder */
async function build(mode) {
  const folder = inProject('test-results', `cache-components-${mode}`)
  rmSync(folder, { recursive: true, force: true })
  for (const [name, text] of Object.entries(filesOf(mode))) {
    mkdirSync(path.dirname(path.join(folder, name)), { recursive: true })
    writeFileSync(path.join(folder, name), text)
  }
  const { code, output } = await runNode([next, 'build'], {
    cwd: folder,
    env: { ...process.env, NODE_ENV: 'production' },
  })
  if (code !== 0) throw new Problem(`The page with cacheComponents ${mode} could not be built:\n${output.trim()}`)
  return folder
}

/** @param {'off' | 'on'} mode @param {string} databaseUrl */
async function start(mode, databaseUrl) {
  const folder = await build(mode)
  const { PATH } = process.env
  const { url, stop } = await serve({
    folder,
    preload: new URL('../tethered.mjs', import.meta.url).href,
    ready: '/cpu',
    logFile: path.join(folder, 'server.log'),
    env: () => ({ PATH, DATABASE_URL: databaseUrl }),
  })
  return { url, stop, cpuMs: async () => Number(await (await fetch(`${url}/cpu`)).text()) }
}

/**
 * CPU milliseconds of a request without it and with it, in turns.
 * @param {{ databaseUrl: string }} services @param {{ rounds: number, seconds: number }} size
 */
export async function measureCacheComponents({ databaseUrl }, size) {
  /** @type {Record<string, number>} */
  const cpu = {}
  const apps = []
  try {
    for (const mode of /** @type {const} */ (['off', 'on'])) apps.push({ mode, ...(await start(mode, databaseUrl)) })
    const scenarios = apps.map(({ mode, ...app }) => ({ name: mode, app, requests: [{ method: 'GET', path: '/' }] }))
    for (const { name, cpuMsPerRequest } of await measureInRounds(scenarios, size)) cpu[name] = cpuMsPerRequest
    return { offMs: cpu.off ?? 0, onMs: cpu.on ?? 0 }
  } finally {
    await Promise.all(apps.map(({ stop }) => stop()))
  }
}

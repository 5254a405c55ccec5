// What Lighthouse says of the pages that strangers see first, and how much the dashboard moves while it fills. Started by
// scripts/test-e2e.mjs, which serves the production build; installs its own packages the first time. A busy machine only
// ever makes a page look slower, so the best of a few runs counts, and a page that is good enough is not asked again.
import { spawnSync } from 'node:child_process'
import { existsSync, mkdirSync, writeFileSync } from 'node:fs'
import path from 'node:path'
import { inProject } from '../../scripts/lib/project.mjs'

const FOLDER = import.meta.dirname
const RUNS_MAX = 6
const FLOOR = { performance: 95, accessibility: 100, 'best-practices': 100, seo: 100 }
/** What a person who looks at the table wants to see; who only has to know whether the floor holds need not wait for it. */
const TARGET = process.env.CI ? FLOOR.performance : 98
const SHIFT_MAX = 0.02
const DEBIAN_CHROMIUM = '/usr/bin/chromium'
const FLAGS = ['--headless=new', '--no-sandbox', '--disable-gpu', '--no-first-run', '--disable-background-networking']

const { E2E_BASE_URL: origin = '', DEMO_PASSWORD: password = '', CHROMIUM_PATH } = process.env
if (!origin) throw new Error('E2E_BASE_URL is not set: run this with `npm run test:e2e -- --no-build tests/lighthouse`')

if (!existsSync(path.join(FOLDER, 'node_modules', 'lighthouse'))) {
  console.log('  … Installing Lighthouse (the first time)')
  const npm = process.platform === 'win32' ? 'npm.cmd' : 'npm'
  const { status } = spawnSync(npm, ['ci'], { cwd: FOLDER, stdio: 'inherit', shell: process.platform === 'win32' })
  if (status !== 0) process.exit(status ?? 1)
}
const { default: lighthouse } = await import('lighthouse')
const chromeLauncher = await import('chrome-launcher')

/** @param {string} address */
async function json(address) {
  const answer = await fetch(origin + address)
  if (!answer.ok) throw new Error(`${address} answered ${answer.status}`)
  return answer.json()
}

async function signIn() {
  const answer = await fetch(`${origin}/api/auth/sign-in/email`, {
    method: 'POST',
    headers: { origin, 'content-type': 'application/json', 'x-forwarded-for': '10.20.30.40' },
    body: JSON.stringify({ email: 'demo@example.com', password }),
  })
  if (!answer.ok) throw new Error(`Signing in answered ${answer.status}`)
  return answer.headers
    .getSetCookie()
    .map((cookie) => cookie.split(';')[0])
    .join('; ')
}

/**
 * Undefined when Chromium recorded no start of the navigation, which happens on a busy machine and says nothing of the page.
 * @param {string} address @param {number} port @param {Record<string, string>} [extraHeaders]
 */
async function measure(address, port, extraHeaders) {
  const options = { port, logLevel: /** @type {const} */ ('error'), ...(extraHeaders ? { extraHeaders } : {}) }
  const { lhr } = (await lighthouse(origin + address, options)) ?? {}
  if (!lhr) throw new Error(`Lighthouse gave no report of ${address}`)
  if (lhr.runtimeError?.code === 'NO_NAVSTART') return undefined
  if (lhr.runtimeError) throw new Error(`${address}: ${lhr.runtimeError.message}`)
  const scores = Object.fromEntries(
    Object.keys(FLOOR).map((name) => [name, Math.round((lhr.categories[name]?.score ?? 0) * 100)]),
  )
  const figure = (/** @type {string} */ audit) => lhr.audits[audit]?.numericValue ?? 0
  // Lighthouse means a desktop of 1,500 to 2,000 and slows it fourfold; below 1,000 it says itself that it judges too hard.
  const cpu = Math.round(lhr.environment.benchmarkIndex)
  return { lhr, scores, cpu, shift: figure('cumulative-layout-shift'), lcp: figure('largest-contentful-paint') }
}

/** The audits that cost something, for whoever has to mend them. */
function complaintsOf({ lhr }) {
  return Object.keys(FLOOR).flatMap((name) =>
    (lhr.categories[name]?.auditRefs ?? [])
      .filter(({ id, weight }) => weight > 0 && (lhr.audits[id]?.score ?? 1) < 0.9)
      .map(({ id }) => `${name}: ${lhr.audits[id]?.title} ${lhr.audits[id]?.displayValue ?? ''}`.trim()),
  )
}

/** @param {{ name: string, address: string, headers?: Record<string, string> }} page @param {number} port */
async function judge({ name, address, headers }, port) {
  let best
  // A public page is made for the first who asks for it; judged is what everybody after them gets.
  await fetch(origin + address, headers ? { headers } : {})
  for (let run = 1; run <= RUNS_MAX; run += 1) {
    const one = await measure(address, port, headers)
    if (!one) continue
    if (!best || one.scores.performance > best.scores.performance) best = one
    if (headers ? one.shift <= SHIFT_MAX : best.scores.performance >= TARGET) break
  }
  if (!best) throw new Error(`${address}: Chromium recorded no navigation in ${RUNS_MAX} runs`)
  writeFileSync(inProject('test-results', 'lighthouse', `${name}.json`), JSON.stringify(best.lhr))
  const short = headers ? [] : Object.entries(FLOOR).filter(([category, floor]) => best.scores[category] < floor)
  const moved = best.shift > SHIFT_MAX
  return { name, ...best, failed: short.length > 0 || moved }
}

const slug = (await json('/api/v1/posts?limit=1')).data[0]?.slug
const pages = [
  { name: 'landing', address: '/' },
  { name: 'post', address: `/blog/${slug}` },
  { name: 'sign-in', address: '/sign-in' },
  // Behind a session only its calm is judged: its data is each person's own.
  { name: 'dashboard', address: '/dashboard', headers: { Cookie: await signIn() } },
]

mkdirSync(inProject('test-results', 'lighthouse'), { recursive: true })
const chromePath = CHROMIUM_PATH ?? (existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined)
const chrome = await chromeLauncher.launch({ chromeFlags: FLAGS, ...(chromePath ? { chromePath } : {}) })
const results = []
try {
  for (const page of pages) results.push(await judge(page, chrome.port))
} finally {
  chrome.kill()
}
console.table(
  Object.fromEntries(
    results.map(({ name, scores, shift, lcp, cpu }) => [
      name,
      { ...scores, 'layout shift': Number(shift.toFixed(4)), 'largest paint, ms': Math.round(lcp), 'CPU index': cpu },
    ]),
  ),
)
for (const result of results.filter(({ failed }) => failed)) {
  console.error(`${result.name} falls short:`)
  for (const complaint of complaintsOf(result)) console.error(`  ${complaint}`)
}
process.exitCode = results.some(({ failed }) => failed) ? 1 : 0

// npm run test:e2e: one production build (or `--no-build` to use the one that is there), then the browser tests and the
// contract checks against it. For the browser it runs on a scratch database of the tests' own server and sends its mail to a
// sink on loopback; both end with the run. Files of tests/contract go to vitest, tests/lighthouse runs Lighthouse,
// tests/image builds for the image and asks that, what else is given goes to Playwright, and only what was named runs:
// `npm run test:e2e -- --no-build tests/e2e/sessions.spec.ts`.
import './lib/node-version.mjs'
import { spawn } from 'node:child_process'
import { randomBytes } from 'node:crypto'
import { existsSync, mkdirSync, openSync, readdirSync } from 'node:fs'
import { runNode, runUntilAsked } from './lib/children.mjs'
import { entry } from './lib/entry.mjs'
import { Problem } from './lib/problem.mjs'
import { inProject } from './lib/project.mjs'
import { untilAskedToStop } from './lib/stay.mjs'

const IMAGE = 'tests/image'
const CONTRACT = 'tests/contract'
/** They compare times and memory: nothing runs beside them. */
const MEASURED = ['bodies', 'enumeration', 'fuzz', 'passwords'].map((name) => `${CONTRACT}/${name}.test.ts`)
const READY_WITHIN_MS = 60_000

/** @param {string} serverUrl */
async function makeScratchDatabase(serverUrl) {
  const { withConnection, withDatabase } = await import('./lib/database/address.mjs')
  const { applyMigrations } = await import('./lib/migrations/apply.mjs')
  const name = `e2e_${process.pid}`
  const maintenance = { url: serverUrl, name: 'the test server' }
  await withConnection(maintenance, (client) => client.query(`create database ${name}`))
  const scratch = withDatabase(maintenance, name)
  await applyMigrations(scratch, {})
  const drop = () =>
    withConnection(maintenance, (client) => client.query(`drop database if exists ${name} with (force)`))
  return { url: scratch.url, drop }
}

/**
 * What the app, the seed and the tests are started with: a deployment behind one proxy, with the limits of production.
 * @param {string} databaseUrl @param {{ smtpUrl: string, inboxUrl: string }} sink
 */
async function environmentOf(databaseUrl, sink) {
  const { QUIET_TOOLS } = await import('./lib/environment.mjs')
  const { findFreePort } = await import('./lib/ports.mjs')
  const port = String(await findFreePort())
  return {
    ...process.env,
    ...QUIET_TOOLS,
    NODE_ENV: 'production',
    PORT: port,
    APP_URL: `http://localhost:${port}`,
    DATABASE_URL: databaseUrl,
    DATABASE_URL_UNPOOLED: '',
    REDIS_URL: '',
    AUTH_SECRET: randomBytes(32).toString('base64url'),
    DEMO_PASSWORD: randomBytes(12).toString('base64url'),
    SMTP_URL: sink.smtpUrl,
    MAIL_FROM: 'Foothold <hello@example.test>',
    TRUSTED_PROXY: '1',
    E2E_BASE_URL: `http://localhost:${port}`,
    E2E_INBOX_URL: sink.inboxUrl,
  }
}

/** @param {NodeJS.ProcessEnv} env */
async function startApp(env) {
  mkdirSync(inProject('test-results'), { recursive: true })
  const logFile = inProject('test-results', 'server.log')
  const log = openSync(logFile, 'w')
  const child = spawn(process.execPath, [inProject('scripts', 'start.mjs')], { env, stdio: ['ignore', log, log] })
  const ended = new Promise((resolve) => child.once('close', resolve))
  const stop = async () => {
    child.kill('SIGTERM')
    await ended
  }
  const until = Date.now() + READY_WITHIN_MS
  for (;;) {
    const answer = await fetch(`${env.APP_URL}/api/health/ready`).catch(() => null)
    if (answer?.ok) return stop
    if (child.exitCode !== null || Date.now() > until) {
      await stop()
      throw new Problem(`The production build did not become ready: see ${logFile}.`)
    }
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
}

/** Runs a program against the production build. @param {string[]} program @param {import('./lib/stay.mjs').Stay} stay */
async function testInBrowser(program, stay) {
  const { useEmbeddedPostgres } = await import('./lib/postgres/embedded.mjs')
  const { step } = await import('./lib/steps.mjs')
  const { startSmtpSink } = await import('../tests/support/smtp-sink.mjs')
  /** @type {(() => unknown)[]} */
  const undo = []
  try {
    const server = await step('PostgreSQL for the tests', () => useEmbeddedPostgres('test'))
    undo.unshift(server.release)
    const scratch = await step('A scratch database', () => makeScratchDatabase(server.url('postgres')))
    undo.unshift(scratch.drop)
    const sink = await startSmtpSink()
    undo.unshift(sink.stop)
    const env = await environmentOf(scratch.url, sink)
    const seeded = await runNode([inProject('scripts', 'db-seed.mjs')], { env })
    if (seeded.code !== 0) throw new Problem(`The scratch database cannot be seeded:\n${seeded.output.trim()}`)
    undo.unshift(await step('The production build', () => startApp(env)))
    return await runUntilAsked(program, env, stay)
  } finally {
    for (const end of undo) await end()
  }
}

/** @param {string[]} files @param {import('./lib/stay.mjs').Stay} stay */
async function testContract(files, stay) {
  const { leave } = await import('./lib/postgres/embedded.mjs')
  const image = files.some((file) => file.startsWith(IMAGE))
  if (existsSync(inProject('.next', 'standalone')) !== image)
    throw new Problem(`${image ? 'tests/image asks' : 'This asks'} another kind of build: leave \`--no-build\` away.`)
  const tests = readdirSync(inProject(CONTRACT)).filter((name) => name.endsWith('.test.ts'))
  const quick = tests.map((name) => `${CONTRACT}/${name}`).filter((file) => !MEASURED.includes(file))
  const runs = files.every((file) => file === CONTRACT)
    ? [
        { name: 'contract', args: ['--max-workers=2', ...quick] },
        { name: 'measured', args: ['--no-file-parallelism', ...MEASURED] },
      ]
    : [{ name: image ? 'image' : 'contract', args: ['--no-file-parallelism', ...files] }]
  const vitest = [inProject('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'contract']
  const reporters = ['--reporter=default', '--reporter=json']
  const env = { ...process.env, CONTRACT: '1' }
  let code = 0
  for (const { name, args } of runs) {
    const report = `--outputFile=${inProject('test-results', `${name}.json`)}`
    code = (await runUntilAsked([...vitest, ...reporters, report, ...args], env, stay)) || code
  }
  // Vitest has stopped the cluster unless it was cut off.
  await leave('test')
  return code
}

entry(async () => {
  const given = process.argv.slice(2)
  const image = given.filter((argument) => argument.startsWith(IMAGE))
  const contract = image.length > 0 ? image : given.filter((argument) => argument.startsWith(CONTRACT))
  const lighthouse = given.filter((argument) => argument.startsWith('tests/lighthouse'))
  const browser = given.filter((argument) => ![...contract, ...lighthouse, '--no-build'].includes(argument))

  if (!given.includes('--no-build') || !existsSync(inProject('.next', 'BUILD_ID'))) {
    const env = { ...process.env, BUILD_STANDALONE: image.length > 0 ? '1' : '' }
    const { code } = await runNode([inProject('scripts', 'build.mjs')], { env, show: true })
    if (code !== 0) return code
  }
  const stay = untilAskedToStop()
  const both = contract.length + lighthouse.length + browser.length === 0
  const playwright = [inProject('node_modules', 'playwright', 'cli.js'), 'test', ...browser]
  const seen = both || browser.length > 0 ? await testInBrowser(playwright, stay) : 0
  const scored = lighthouse.length > 0 ? await testInBrowser([inProject('tests', 'lighthouse', 'run.mjs')], stay) : 0
  const kept = both || contract.length > 0 ? await testContract(contract, stay) : 0
  return seen || scored || kept
})

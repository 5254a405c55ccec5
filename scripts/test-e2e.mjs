// npm run test:e2e: one production build (or `--no-build` to use the one that is there), then the browser tests and the
// contract checks against it. For the browser it runs on a scratch database of the tests' own server and sends its mail to a
// sink on loopback; both end with the run. Files of tests/contract go to vitest, tests/lighthouse runs Lighthouse,
// tests/image builds for the image and asks that, what else is given goes to Playwright, and only what was named runs:
// `npm run test:e2e -- --no-build tests/e2e/sessions.spec.ts`.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

const IMAGE = 'tests/image'
const CONTRACT = 'tests/contract'
/** They compare times and memory: nothing runs beside them. */
const MEASURED = ['bodies', 'enumeration', 'passwords'].map((name) => `${CONTRACT}/${name}.test.ts`)
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
  const { randomBytes } = await import('node:crypto')
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
  const { spawn } = await import('node:child_process')
  const { mkdirSync, openSync } = await import('node:fs')
  const { inProject } = await import('./lib/project.mjs')
  const { Problem } = await import('./lib/problem.mjs')
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

/** Runs a program against the production build. @param {string[]} program @param {Promise<NodeJS.Signals>} asked */
async function testInBrowser(program, asked) {
  const { rmSync } = await import('node:fs')
  const { runNode, runUntilAsked } = await import('./lib/children.mjs')
  const { useEmbeddedPostgres } = await import('./lib/postgres/embedded.mjs')
  const { Problem } = await import('./lib/problem.mjs')
  const { inProject } = await import('./lib/project.mjs')
  const { step } = await import('./lib/steps.mjs')
  const { startSmtpSink } = await import('../tests/support/smtp-sink.mjs')
  rmSync(inProject('test-results', 'e2e.json'), { force: true })
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
    return await runUntilAsked(program, env, asked)
  } finally {
    for (const end of undo) await end()
  }
}

/** @param {string[]} files @param {Promise<NodeJS.Signals>} asked */
async function testContract(files, asked) {
  const { existsSync } = await import('node:fs')
  const { runUntilAsked } = await import('./lib/children.mjs')
  const { leave } = await import('./lib/postgres/embedded.mjs')
  const { Problem } = await import('./lib/problem.mjs')
  const { inProject } = await import('./lib/project.mjs')
  const image = files.some((file) => file.startsWith(IMAGE))
  if (existsSync(inProject('.next', 'standalone')) !== image)
    throw new Problem(`${image ? 'tests/image asks' : 'This asks'} another kind of build: leave \`--no-build\` away.`)
  const all = files.every((file) => file === CONTRACT)
  const runs = all
    ? [
        { name: 'contract', args: [CONTRACT, ...MEASURED.map((file) => `--exclude=${file}`)] },
        { name: 'measured', args: ['--no-file-parallelism', ...MEASURED] },
      ]
    : [{ name: image ? 'image' : 'contract', args: ['--no-file-parallelism', ...files] }]
  const vitest = [inProject('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'contract']
  const env = { ...process.env, CONTRACT: '1' }
  let code = 0
  for (const { name, args } of runs) {
    const report = [
      '--reporter=default',
      '--reporter=json',
      `--outputFile=${inProject('test-results', `${name}.json`)}`,
    ]
    code = (await runUntilAsked([...vitest, ...report, ...args], env, asked)) || code
  }
  // Vitest has stopped the cluster unless it was cut off.
  await leave('test')
  return code
}

entry(async () => {
  const { existsSync } = await import('node:fs')
  const { runNode } = await import('./lib/children.mjs')
  const { inProject } = await import('./lib/project.mjs')
  const { untilAskedToStop } = await import('./lib/stay.mjs')
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
  const { asked } = untilAskedToStop()
  const both = contract.length + lighthouse.length + browser.length === 0
  const playwright = [inProject('node_modules', 'playwright', 'cli.js'), 'test', ...browser]
  const seen = both || browser.length > 0 ? await testInBrowser(playwright, asked) : 0
  const scored = lighthouse.length > 0 ? await testInBrowser([inProject('tests', 'lighthouse', 'run.mjs')], asked) : 0
  const kept = both || contract.length > 0 ? await testContract(contract, asked) : 0
  return seen || scored || kept
})

import { describeAddress } from './database/address.mjs'
import { migrateWithStep, seedOnce } from './database/prepare.mjs'
import { authSecret, demoPassword } from './database/seed.mjs'
import { openTarget } from './database/target.mjs'
import { loadEnvironment, variable } from './environment.mjs'
import { listPending } from './migrations/apply.mjs'
import { choosePort } from './ports.mjs'
import { ensureGenerated } from './generated.mjs'
import { dataFolder, ensurePrivateFolder } from './project.mjs'
import { secondsSince, step } from './steps.mjs'
import { untilAskedToStop } from './stay.mjs'
import { mailMode, printSummary } from './summary.mjs'
import { runTetheredApp } from './tethered-app.mjs'

/** @typedef {import('./database/target.mjs').Target} Target */

/** @param {Target} target */
async function migrate(target) {
  if (!target.loopback) {
    // A mistyped address must not change somebody's production.
    const pending = await listPending(target)
    const names = pending.length === 1 ? 'one migration is' : `${pending.length} migrations are`
    if (pending.length > 0) console.error(`  ! ${describeAddress(target)}: ${names} pending: npm run db:migrate`)
    return
  }
  await migrateWithStep(target)
}

/** @param {Target} target @param {NodeJS.ProcessEnv} given @param {number} port */
function childEnvironment(target, given, port) {
  return {
    ...given,
    ...(target.embedded ? { DATABASE_URL: target.url } : {}),
    ...(variable('AUTH_SECRET') ? {} : { AUTH_SECRET: authSecret() }),
    ...(target.loopback && !variable('DEMO_PASSWORD') ? { DEMO_PASSWORD: demoPassword() } : {}),
    FOOTHOLD_DATA_DIR: dataFolder(),
    PORT: String(port),
    // Next prints each request itself.
    ...(variable('LOG_LEVEL') ? {} : { LOG_LEVEL: 'warn' }),
    // Next kills its server 100 ms after Ctrl-C; counted reads are still being written then.
    NEXT_EXIT_TIMEOUT_MS: '5000',
  }
}

/** @param {Target} target @param {NodeJS.ProcessEnv} given @param {ReturnType<typeof untilAskedToStop>} stopping @param {number} since */
async function runApp(target, given, stopping, since) {
  await migrate(target)
  const demo = await seedOnce(target)
  const { port, moved } = await choosePort(variable('PORT'))
  const url = `http://localhost:${port}`
  const facts = { url, target, demo, moved, mails: mailMode(url) }
  return runTetheredApp({
    // Demo logins and the inbox stand open here, so only this machine gets in unless DEV_HOST says otherwise.
    args: ['node_modules/next/dist/bin/next', 'dev', '-p', String(port), '-H', variable('DEV_HOST') ?? '127.0.0.1'],
    env: childEnvironment(target, given, port),
    port,
    asked: stopping.asked,
    onListening: () => printSummary({ ...facts, seconds: secondsSince(since) }),
  })
}

/** @param {number} since when the command began */
export async function runDevelopment(since) {
  const given = loadEnvironment('development')
  ensurePrivateFolder(dataFolder())
  const stopping = untilAskedToStop()
  // A port that cannot be had is said before anything is started.
  await choosePort(variable('PORT'))
  await ensureGenerated()
  const target = await step(
    'Database',
    () => openTarget({ unpooled: variable('DATABASE_URL') !== undefined }),
    (found) =>
      found.embedded ? `PostgreSQL${found.attached ? ' (already running)' : ''}` : `Database ${describeAddress(found)}`,
  )
  try {
    return await runApp(target, given, stopping, since)
  } catch (error) {
    // Ctrl-C reaches a seed that is under way, too; that is no failure of its own.
    if (stopping.wasAsked()) return 0
    throw error
  } finally {
    await target.release()
  }
}

import { existsSync } from 'node:fs'
import { migrateWithStep, seedOnce } from './database/prepare.mjs'
import { authSecret, demoPassword } from './database/seed.mjs'
import { openTarget } from './database/target.mjs'
import { loadEnvironment, variable } from './environment.mjs'
import { choosePort } from './ports.mjs'
import { Problem } from './problem.mjs'
import { dataFolder, ensurePrivateFolder, inProject } from './project.mjs'
import { secondsSince, step } from './steps.mjs'
import { untilAskedToStop } from './stay.mjs'
import { mailMode, printSummary } from './summary.mjs'
import { runTetheredApp } from './tethered-app.mjs'

/** Each is set by one hosting platform, where a database on the machine's own disk is lost at the next deployment. */
const PLATFORM_VARIABLES = [
  ...['VERCEL', 'NETLIFY', 'RENDER', 'FLY_APP_NAME', 'RAILWAY_ENVIRONMENT', 'DYNO', 'K_SERVICE', 'HEROKU_APP_ID'],
  ...['AWS_LAMBDA_FUNCTION_NAME', 'AWS_EXECUTION_ENV', 'KUBERNETES_SERVICE_HOST', 'WEBSITE_SITE_NAME', 'CF_PAGES'],
]
const OWN_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])
const STANDALONE = ['.next', 'standalone', 'server.js']

function checkBuild() {
  if (!existsSync(inProject('.next', 'BUILD_ID')) && !existsSync(inProject(...STANDALONE))) {
    throw new Problem('There is no production build: run `npm run build` first.')
  }
}

function checkProduction() {
  const required = ['DATABASE_URL', 'AUTH_SECRET', ...(variable('VERCEL') ? [] : ['APP_URL'])]
  const missing = required.filter((name) => !variable(name))
  if (missing.length > 0) {
    throw new Problem(
      `Production needs ${missing.join(', ')} (see .env.example); to try the build without any, set FOOTHOLD_EMBEDDED=1.`,
    )
  }
}

function checkEmbedded() {
  const platform = PLATFORM_VARIABLES.find((name) => variable(name))
  if (platform) {
    throw new Problem(
      `FOOTHOLD_EMBEDDED=1 is for trying on one machine, and ${platform} says that this is a hosting platform: set DATABASE_URL instead.`,
    )
  }
  const url = variable('APP_URL')
  if (url && !(URL.canParse(url) && OWN_HOSTS.has(new URL(url).hostname))) {
    throw new Problem(
      'FOOTHOLD_EMBEDDED=1 listens on 127.0.0.1 only, and APP_URL is a public address: unset one of the two.',
    )
  }
}

/** @param {number} port @param {string | undefined} host */
function nextArguments(port, host) {
  if (existsSync(inProject(...STANDALONE))) return [STANDALONE.join('/')]
  return ['node_modules/next/dist/bin/next', 'start', '-p', String(port), ...(host ? ['-H', host] : [])]
}

/** @param {number} since @param {NodeJS.ProcessEnv} given */
async function runEmbedded(since, given) {
  checkEmbedded()
  ensurePrivateFolder(dataFolder())
  const stopping = untilAskedToStop()
  const { port, moved } = await choosePort(variable('PORT'))
  const ownUrl = `http://localhost:${port}`
  const url = variable('APP_URL') ?? ownUrl
  const target = await step('Database', () => openTarget())
  try {
    if (target.embedded) await migrateWithStep(target)
    const demo = await seedOnce(target)
    const facts = {
      url,
      target,
      demo,
      moved,
      mails: variable('SMTP_URL') || variable('RESEND_API_KEY') ? mailMode(url) : 'none: sign-up and reset are closed',
    }
    return await runTetheredApp({
      args: nextArguments(port, '127.0.0.1'),
      env: {
        ...given,
        NODE_ENV: 'production',
        DATABASE_URL: target.url,
        AUTH_SECRET: authSecret(),
        DEMO_PASSWORD: demoPassword(),
        APP_URL: url,
        FOOTHOLD_DATA_DIR: dataFolder(),
        HOSTNAME: '127.0.0.1',
        PORT: String(port),
      },
      port,
      asked: stopping.asked,
      onListening: () => printSummary({ ...facts, seconds: secondsSince(since) }),
    })
  } finally {
    await target.release()
  }
}

/** @param {number} since when the command began */
export async function runProduction(since) {
  const given = loadEnvironment('production')
  checkBuild()
  if (variable('FOOTHOLD_EMBEDDED') === '1') return runEmbedded(since, given)
  checkProduction()
  const { asked } = untilAskedToStop()
  const { port } = await choosePort(variable('PORT') ?? '3000')
  return runTetheredApp({
    args: nextArguments(port, undefined),
    env: { ...given, NODE_ENV: 'production', PORT: String(port) },
    port,
    asked,
    onListening: () => console.error(`  ✓ Listening on port ${port} after ${secondsSince(since)}`),
  })
}

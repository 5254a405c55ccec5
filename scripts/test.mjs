// npm test [-- vitest arguments]: unit, integration and architecture tests, once. Installs when needed and generates the
// Prisma client; the tests start their own database cluster and Redis (tests/setup/global-setup.ts) and stop them.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { ensureInstalled } = await import('./lib/install.mjs')
  await ensureInstalled()
  const { runUntilAsked } = await import('./lib/children.mjs')
  const { leave } = await import('./lib/postgres/embedded.mjs')
  const { ensureGenerated } = await import('./lib/generated.mjs')
  const { inProject } = await import('./lib/project.mjs')
  const { untilAskedToStop } = await import('./lib/stay.mjs')
  await ensureGenerated()
  const vitest = [inProject('node_modules', 'vitest', 'vitest.mjs'), 'run', ...process.argv.slice(2)]
  const code = await runUntilAsked(vitest, process.env, untilAskedToStop())
  // Vitest has stopped the cluster unless it was cut off.
  await leave('test')
  return code
})

// npm run db:reset: drops the development database, makes it anew, applies every migration and seeds it. Everything in it
// is lost. Refuses a database that is not on this machine, and NODE_ENV=production.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { loadEnvironment } = await import('./lib/environment.mjs')
  loadEnvironment('development')
  const { migrateWithStep, recreateDatabase } = await import('./lib/database/prepare.mjs')
  const { seed } = await import('./lib/database/seed.mjs')
  const { openTarget } = await import('./lib/database/target.mjs')
  const { ensureGenerated } = await import('./lib/generated.mjs')
  const { step } = await import('./lib/steps.mjs')
  await ensureGenerated()
  const target = await openTarget({ unpooled: true })
  try {
    await step('Database dropped and made anew', () => recreateDatabase(target))
    await migrateWithStep(target)
    await seed(target, { show: true })
  } finally {
    await target.release()
  }
})

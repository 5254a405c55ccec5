// npm run db:seed: fills the database with the demo users, their posts and 60 days of reading history, and prints the
// logins. Safe to run twice. Refuses a database that is not on this machine: the demo password is no secret.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { loadEnvironment } = await import('./lib/environment.mjs')
  loadEnvironment('development')
  const { migrateWithStep } = await import('./lib/database/prepare.mjs')
  const { seed } = await import('./lib/database/seed.mjs')
  const { openTarget } = await import('./lib/database/target.mjs')
  const { ensureGenerated } = await import('./lib/generated.mjs')
  await ensureGenerated()
  const target = await openTarget()
  try {
    if (target.embedded) await migrateWithStep(target)
    await seed(target, { show: true })
  } finally {
    await target.release()
  }
})

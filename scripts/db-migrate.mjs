// npm run db:migrate: applies the pending migrations to DATABASE_URL_UNPOOLED, else DATABASE_URL, else the embedded
// database. Safe to run twice and by two deployers at once; refuses edited, missing and failed migrations.
//   -- --rolled-back NAME   a migration was cut off, or failed and is mended: clear what is left and apply it again
//   -- --applied NAME       a failed or hand-made migration is in place: do not apply it
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { parseArgs } = await import('node:util')
  const { loadEnvironment } = await import('./lib/environment.mjs')
  loadEnvironment(process.env.NODE_ENV === 'production' ? 'production' : 'development')
  const { describeAddress, withConnection } = await import('./lib/database/address.mjs')
  const { setRoleLimits } = await import('./lib/database/role-limits.mjs')
  const { openTarget } = await import('./lib/database/target.mjs')
  const { applyMigrations } = await import('./lib/migrations/apply.mjs')
  const { readMigrations } = await import('./lib/migrations/files.mjs')
  const { resolveMigration } = await import('./lib/migrations/history.mjs')
  const { recoverMigration } = await import('./lib/migrations/recover.mjs')
  const { Problem } = await import('./lib/problem.mjs')
  const { values } = parseArgs({ options: { 'rolled-back': { type: 'string' }, applied: { type: 'string' } } })

  const onWait = () => console.log('Another deployer is migrating: waiting for it.')
  const target = await openTarget({ unpooled: true })
  try {
    for (const verdict of /** @type {const} */ (['rolled-back', 'applied'])) {
      const name = values[verdict]
      if (!name) continue
      const migration = readMigrations().find((candidate) => candidate.name === name)
      if (!migration) throw new Problem(`prisma/migrations has no folder ${name}.`)
      if (verdict === 'applied') await withConnection(target, (client) => resolveMigration(client, migration, verdict))
      const noted = verdict === 'applied' ? verdict : await recoverMigration(target, migration, { onWait })
      console.log(`${name}: noted as ${noted}.`)
    }
    const applied = await applyMigrations(target, {
      onWait,
      onApplied: (name) => console.log(`Applied ${name}.`),
    })
    const warning = await setRoleLimits(target)
    if (warning) console.warn(warning)
    const place = target.embedded ? 'The embedded database' : describeAddress(target)
    console.log(`${place} is up to date (${applied.length} applied).`)
  } finally {
    await target.release()
  }
})

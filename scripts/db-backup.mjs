// npm run db:backup [FILE]: writes every row of one instant into one compressed file, from DATABASE_URL_UNPOOLED, else
// DATABASE_URL, else the embedded database. The app may go on. Overwrites nothing; the file is for its owner alone.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { mkdirSync, statSync } = await import('node:fs')
  const path = await import('node:path')
  const { loadEnvironment } = await import('./lib/environment.mjs')
  loadEnvironment(process.env.NODE_ENV === 'production' ? 'production' : 'development')
  const { takeBackup } = await import('./lib/backup/take.mjs')
  const { databaseNameOf } = await import('./lib/database/address.mjs')
  const { openTarget } = await import('./lib/database/target.mjs')
  const { dataFolder } = await import('./lib/project.mjs')
  const { secondsSince } = await import('./lib/steps.mjs')
  const since = performance.now()
  const target = await openTarget({ unpooled: true })
  try {
    const instant = new Date().toISOString().replace(/\W/g, '-')
    const usual = path.join(dataFolder(), 'backups', `${databaseNameOf(target)}-${instant}.backup.gz`)
    const file = path.resolve(process.argv[2] ?? usual)
    mkdirSync(path.dirname(file), { recursive: true, mode: 0o700 })
    const { tables, rows } = await takeBackup(target, file)
    const megabytes = (statSync(file).size / 1e6).toFixed(1)
    console.log(
      `${rows} rows of ${Object.keys(tables).length} tables in ${file} (${megabytes} MB, ${secondsSince(since)}).`,
    )
  } finally {
    await target.release()
  }
})

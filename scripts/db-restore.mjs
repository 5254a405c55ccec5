// npm run db:restore FILE: loads a backup into DATABASE_URL_UNPOOLED, else DATABASE_URL, else the embedded database, wholly
// or not at all, and compares every table with what was saved. The database has to be empty; migrations are applied first.
//   -- --replace DATABASE   lose what is in the database of that name
//   -- --max-age 24h        refuse an older backup (m, h, d): for drills
//   -- --report FILE        write duration, age, rows and checksums as JSON
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

const UNITS = /** @type {Record<string, number>} */ ({ m: 60_000, h: 3_600_000, d: 86_400_000 })

entry(async () => {
  const { writeFileSync } = await import('node:fs')
  const { parseArgs } = await import('node:util')
  const { loadEnvironment } = await import('./lib/environment.mjs')
  loadEnvironment(process.env.NODE_ENV === 'production' ? 'production' : 'development')
  const { restoreBackup } = await import('./lib/backup/restore.mjs')
  const { openTarget } = await import('./lib/database/target.mjs')
  const { Problem } = await import('./lib/problem.mjs')
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { replace: { type: 'string' }, 'max-age': { type: 'string' }, report: { type: 'string' } },
  })
  const [file] = positionals
  if (!file) throw new Problem('Which backup? `npm run db:restore FILE`.')
  const [, count, unit = ''] = /^(\d+)([mhd])$/.exec(values['max-age'] ?? '') ?? []
  const maxAgeMs = count === undefined ? undefined : Number(count) * (UNITS[unit] ?? 0)
  if (values['max-age'] !== undefined && maxAgeMs === undefined)
    throw new Problem('--max-age is a number with m, h or d, such as 24h.')

  const since = performance.now()
  const target = await openTarget({ unpooled: true })
  try {
    const restored = await restoreBackup(target, file, { replace: values.replace, maxAgeMs })
    const seconds = Math.round(performance.now() - since) / 1000
    const report = { file, ...restored, seconds, restoredAt: new Date().toISOString() }
    if (values.report) writeFileSync(values.report, `${JSON.stringify(report, null, 2)}\n`)
    const tables = Object.keys(restored.tables).length
    const age = (restored.ageMs / UNITS['h']).toFixed(1)
    console.log(
      `${restored.rows} rows of ${tables} tables restored and compared in ${seconds} s; the backup was ${age} h old.`,
    )
    if (restored.pending > 0) console.log(`${restored.pending} newer migrations are pending: npm run db:migrate`)
  } finally {
    await target.release()
  }
})

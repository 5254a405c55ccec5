// npm run db:migration -- NAME: writes the SQL that brings the database from the committed migrations to
// prisma/schema.prisma into prisma/migrations. Applies nothing: read the file, mend it, then `npm run db:migrate`.
import './lib/node-version.mjs'
import path from 'node:path'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { loadEnvironment } = await import('./lib/environment.mjs')
  loadEnvironment('development')
  const { openTarget } = await import('./lib/database/target.mjs')
  const { toMigrationName, writeMigration } = await import('./lib/migrations/write.mjs')
  const title = toMigrationName(process.argv.slice(2).join(' '))
  const target = await openTarget({ unpooled: true })
  try {
    const written = await writeMigration(target, title)
    if (!written) return console.log('The schema has not changed: no migration is needed.')
    console.log(`Written: ${path.relative(process.cwd(), written.file)}`)
    if (written.destructive.length > 0) {
      console.log('\nIt takes data away. Make sure that nothing running still needs it:')
      for (const line of written.destructive) console.log(`  ${line.trim()}`)
    }
    console.log('\nRead it, then apply it: npm run db:migrate')
  } finally {
    await target.release()
  }
})

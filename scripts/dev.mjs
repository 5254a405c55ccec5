// npm run dev: from a clone to a running app. Installs when needed, generates the Prisma client, starts the embedded
// PostgreSQL where DATABASE_URL is unset, applies migrations, seeds once, starts Next. Ctrl-C stops all of it.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const since = performance.now()
  // Nothing that needs a package may be imported before this.
  const { ensureInstalled } = await import('./lib/install.mjs')
  await ensureInstalled()
  const { runDevelopment } = await import('./lib/development.mjs')
  return runDevelopment(since)
})

// npm start: serves the production build. Names every missing variable at once; with FOOTHOLD_EMBEDDED=1 it runs on the
// embedded database (migrated and seeded, 127.0.0.1 only) for trying the build and for tests.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const since = performance.now()
  const { runProduction } = await import('./lib/production.mjs')
  return runProduction(since)
})

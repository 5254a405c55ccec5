// npm run services: starts the embedded services alone and prints their addresses as NAME=value lines, for a tool or a
// test that wants the database without the app. Stays until Ctrl-C; a running `npm run dev` shares the same server.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { loadEnvironment } = await import('./lib/environment.mjs')
  const { step } = await import('./lib/steps.mjs')
  const { untilAskedToStop } = await import('./lib/stay.mjs')
  loadEnvironment('development')
  const { openEmbedded } = await import('./lib/database/target.mjs')
  const { asked } = untilAskedToStop()
  const target = await step('PostgreSQL', openEmbedded, ({ attached }) =>
    attached ? 'PostgreSQL (already running)' : undefined,
  )
  console.log(`DATABASE_URL=${target.url}`)
  console.error('  Ctrl-C stops it.')
  await asked
  await target.release()
})

// Generates the Prisma client and the types of the API client where they are older than what they are made from. Run by
// every command that needs them.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { ensureGenerated } = await import('./lib/generated.mjs')
  await ensureGenerated()
})

// Generates the Prisma client when it is older than the schema. Run by every command that needs it.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { ensurePrismaClient } = await import('./lib/prisma-client.mjs')
  await ensurePrismaClient()
})

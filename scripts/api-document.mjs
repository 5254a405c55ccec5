// npm run api:document: writes docs/openapi.json from the operations, then the types of the client from it. Run it when an
// operation or a schema has changed; a test fails until you do.
import './lib/node-version.mjs'
import { writeFileSync } from 'node:fs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { tsImport } = await import('tsx/esm/api')
  const { ensureGenerated } = await import('./lib/generated.mjs')
  const { inProject } = await import('./lib/project.mjs')
  const { apiDocument } = await tsImport('../app/api/openapi.json/operations.ts', import.meta.url)
  writeFileSync(inProject('docs', 'openapi.json'), `${JSON.stringify(apiDocument(), null, 2)}\n`)
  await ensureGenerated()
})

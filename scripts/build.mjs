// npm run build: the Prisma client, `next build`, then the policies of prerendered pages. Needs no database and no environment.
// BUILD_STANDALONE=1 makes `.next/standalone` for the image: a folder that runs without the rest.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { createRequire } = await import('node:module')
  const { runNode } = await import('./lib/children.mjs')
  const { ensureGenerated } = await import('./lib/generated.mjs')
  const { inProject } = await import('./lib/project.mjs')
  await ensureGenerated()
  const next = createRequire(inProject('package.json')).resolve('next/dist/bin/next')
  const { code } = await runNode([next, 'build', ...process.argv.slice(2)], { show: true })
  if (code !== 0) return code
  const { writePagePolicies } = await import('./lib/page-policies.mjs')
  writePagePolicies()
  if (process.env.BUILD_STANDALONE === '1') {
    const { completeStandalone } = await import('./lib/standalone.mjs')
    await completeStandalone()
  }
  return 0
})

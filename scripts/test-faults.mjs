// npm run test:faults: one production build (or `--no-build` to use the one that is there), then the fault tests: real
// servers on loopback that are killed and frozen under load. Phases are short; FAULTS=full gives each its full duration,
// STRICT_TIMES=1 lets the absolute times bind. What else is given goes to vitest: `npm run test:faults -- redis`.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

entry(async () => {
  const { existsSync } = await import('node:fs')
  const { runNode, runUntilAsked } = await import('./lib/children.mjs')
  const { Problem } = await import('./lib/problem.mjs')
  const { inProject } = await import('./lib/project.mjs')
  const { untilAskedToStop } = await import('./lib/stay.mjs')
  const given = process.argv.slice(2)
  if (!given.includes('--no-build') || !existsSync(inProject('.next', 'BUILD_ID'))) {
    const { code } = await runNode([inProject('scripts', 'build.mjs')], { show: true })
    if (code !== 0) return code
  }
  if (existsSync(inProject('.next', 'standalone'))) {
    throw new Problem('The build there is the standalone one, for the image: run `npm run build` first.')
  }
  const files = given.filter((argument) => argument !== '--no-build')
  const vitest = [inProject('node_modules', 'vitest', 'vitest.mjs'), 'run', '--project', 'faults']
  const env = { ...process.env, FAULTS: process.env.FAULTS || 'short' }
  return runUntilAsked([...vitest, '--no-file-parallelism', ...files], env, untilAskedToStop())
})

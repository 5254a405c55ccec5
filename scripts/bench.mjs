// npm run bench: builds for production, starts a PostgreSQL, a Redis and one process of the app, fills the database with
// 10,000 users and 200,000 posts, and measures in interleaved rounds: Next itself with nothing in it, then what this project
// answers. What a budget compares takes short turns beside it, and a page of its own shows what `cacheComponents` costs. Writes
// docs/benchmarks.md and docs/benchmarks.json, and fails when a budget is missed. `--quick` does all of that in a few minutes,
// with little data and short rounds, and writes nothing.
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

const FULL = { users: 10_000, posts: 200_000, rounds: 5, seconds: 2, turns: 40, hourSeconds: 60 }
const QUICK = { users: 200, posts: 4_000, rounds: 3, seconds: 1, turns: 8, hourSeconds: 5 }

entry(async () => {
  const quick = process.argv.includes('--quick')
  const size = quick ? QUICK : FULL
  const { buildForBench } = await import('./lib/bench/build.mjs')
  const { startServices } = await import('./lib/bench/services.mjs')
  const { startBenchApp } = await import('./lib/bench/app.mjs')
  const { signIn } = await import('./lib/bench/people.mjs')
  const { scenariosOf } = await import('./lib/bench/scenarios.mjs')
  const { measurePairs } = await import('./lib/bench/pairs.mjs')
  const { measureInRounds } = await import('./lib/bench/rounds.mjs')
  const { measureStream } = await import('./lib/bench/stream.mjs')
  const { measureDepth } = await import('./lib/bench/depth.mjs')
  const { replayHour } = await import('./lib/bench/hour.mjs')
  const { measureCacheComponents } = await import('./lib/bench/cache-components.mjs')
  const { budgetsOf, reportOf, writeReport } = await import('./lib/bench/report.mjs')
  const { step } = await import('./lib/steps.mjs')

  const folder = await step('Production build', buildForBench)
  const services = await startServices(size)
  try {
    const cacheComponents = await step('cacheComponents', () => measureCacheComponents(services, size))
    const app = await step('The app', () => startBenchApp(folder, services))
    try {
      const idleMemoryMb = await app.memoryMb()
      const people = await signIn(app, services)
      const scenarios = (await scenariosOf(app, people)).map((scenario) => ({ app, ...scenario }))
      const rows = await step('Rounds', () => measureInRounds(scenarios, size))
      const pairs = await step('Comparisons', () => measurePairs(scenarios, rows, size.turns))
      const streams = await step('Streams', () => measureStream(app, people))
      const depths = await step('Depth', () => measureDepth(app))
      const hour = await step('An hour of the day', () => replayHour(app, people, size.hourSeconds))
      const memoryMb = { idle: idleMemoryMb, afterwards: await app.memoryMb() }
      const report = reportOf({ size, rows, pairs, streams, depths, hour, memoryMb, cacheComponents, services })
      if (!quick) await writeReport(report)
      return budgetsOf(report) ? 0 : 1
    } finally {
      await app.stop()
    }
  } finally {
    await services.stop()
  }
})

import { judged } from './budgets.mjs'

/** @typedef {import('./report.mjs').Report} Report */

/** @param {string[]} head @param {(string | number)[][]} rows */
const table = (head, rows) =>
  [head, head.map((_, column) => (column === 0 ? '---' : '---:')), ...rows]
    .map((cells) => `| ${cells.join(' | ')} |`)
    .join('\n')

/** @param {number} value */
const whole = (value) => value.toLocaleString('en')

/** @param {Report} report */
const opening = ({ measuredAt, machine, versions, size }) => `# Benchmarks

Written by \`npm run bench\`: change nothing by hand, run it again. It makes a production build in a folder of its own, starts a PostgreSQL, a Redis and **one** process of the app on the machine that also makes the load (autocannon, 10 connections), with ${whole(size.users)} users and ${whole(size.posts)} posts. Every row is the median of ${size.rounds} rounds of ${size.seconds} s in which each row has its turn, so that a busy moment of the machine falls on all of them. Absolute figures are this machine's; the ratios are what to compare.

Measured on ${measuredAt.slice(0, 10)}: ${machine}. ${Object.entries(versions)
  .map(([name, version]) => `${name} ${version}`)
  .join(', ')}.`

/** @param {Report} report */
const rates = ({ rows }) => `${table(
  ['what', 'requests/s', 'CPU ms a request', 'p50 ms', 'p99 ms'],
  rows.map((row) => [row.name, row.requestsPerSecond, row.cpuMsPerRequest.toFixed(2), row.p50Ms, row.p99Ms]),
)}

The bare rows are what Next itself needs, in the same process: a handler that answers \`{"ok":true}\`, a prerendered page with one word, a page that shows 20 rows of one query. Everything else passes what it passes in production: the door with its limits on Redis, identity, validators, headers, one log line a request. CPU is all of the process's, in the kernel too. Finished pages, the bare one too, are asked for as browsers do, compressed.`

/** @param {Report} report */
const ratios = (report) => `## Ratios

${table(
  ['ratio', 'measured', 'half of the turns', 'owed', 'holds'],
  judged(report).map(({ what, value, half, owed, holds, goal }) => [
    what,
    value,
    half,
    goal ? `goal: ${owed}` : owed,
    holds ? 'yes' : 'no',
  ]),
)}

A machine's speed wanders within seconds: for these, the two take turns of a second, ${report.size.turns} each, every ratio is of neighbours, and the median counts. Half of the turns lay between the two figures beside it: so much is the machine's noise. The command fails when one that is owed is missed; a goal is what we work towards.`

/** @param {Report} report */
const times = ({ streams, depths }) => `## Streams

${table(
  ['page', 'first bytes, ms', 'whole, ms'],
  streams.map(({ name, firstMs, wholeMs }) => [name, firstMs, wholeMs]),
)}

One request at a time, median of 40.

## Depth

A page of 20, by cursors that nobody has used before, so that no cache answers.

${table(
  ['behind row', 'p50 ms'],
  depths.map(({ row, p50Ms }) => [whole(row), p50Ms]),
)}`

/** @param {Report} report */
const day = ({ hour, memoryMb }) => `## Ten thousand people

The busiest hour of a day with ${whole(hour.people)} people, taken to hold ${100 * hour.peakShare} % of the day, at its real pace for ${hour.seconds} s: ${hour.requestsPerSecond} requests a second took **${(100 * hour.shareOfOneCore).toFixed(1)} % of one core**. What one of them does in a day, on average:

${table(
  ['request', 'times a day'],
  hour.mix.map(({ name, perPersonAndDay }) => [name, perPersonAndDay]),
)}

Memory of the process: ${memoryMb.idle} MB when it had answered nothing, ${memoryMb.afterwards} MB after all of this.`

/** @param {Report} report */
const components = ({ cacheComponents: { offMs, onMs } }) => `## With and without \`cacheComponents\`

A page of its own, streamed around one query for 20 rows, built twice by the same Next and asked in turns: ${offMs.toFixed(2)} ms of CPU a request without, **${onMs.toFixed(2)} ms with**, ${(onMs / offMs).toFixed(2)} times as much. This project has it off; should that change, so may the decision.`

/** @param {Report} report */
export const markdownOf = (report) =>
  `${[opening, rates, ratios, times, components, day].map((section) => section(report)).join('\n\n')}\n`

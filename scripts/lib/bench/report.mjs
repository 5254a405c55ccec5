// What was measured, as a table for people and as JSON for the landing page; and whether the budgets hold.
import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inProject } from '../project.mjs'
import { judged } from './budgets.mjs'
import { markdownOf } from './markdown.mjs'

/** @typedef {ReturnType<typeof reportOf>} Report */

/** @param {string} name */
const versionOf = (name) => JSON.parse(readFileSync(inProject('node_modules', name, 'package.json'), 'utf8')).version

function machine() {
  const cpus = os.cpus()
  const memory = Math.round(os.totalmem() / 1024 ** 3)
  return `${cpus.length} × ${cpus[0]?.model.trim() ?? 'unknown processor'}, ${memory} GB, ${os.type()} ${os.release().split('-')[0]}`
}

/** @param {number} value @param {number} digits */
const round = (value, digits) => Number(value.toFixed(digits))

/**
 * @param {object} measured
 * @param {{ users: number, posts: number, rounds: number, seconds: number, turns: number }} measured.size
 * @param {import('./rounds.mjs').Row[]} measured.rows
 * @param {Awaited<ReturnType<typeof import('./pairs.mjs').measurePairs>>} measured.pairs
 * @param {Awaited<ReturnType<typeof import('./stream.mjs').measureStream>>} measured.streams
 * @param {Awaited<ReturnType<typeof import('./depth.mjs').measureDepth>>} measured.depths
 * @param {Awaited<ReturnType<typeof import('./hour.mjs').replayHour>>} measured.hour
 * @param {{ idle: number, afterwards: number }} measured.memoryMb
 * @param {{ offMs: number, onMs: number }} measured.cacheComponents
 * @param {{ versions: { postgres: string, redis: string } }} measured.services
 */
export function reportOf({ size, rows, pairs, streams, depths, hour, memoryMb, cacheComponents, services }) {
  const times = depths.map(({ p50Ms }) => p50Ms)
  return {
    measuredAt: new Date().toISOString(),
    machine: machine(),
    versions: {
      node: process.versions.node,
      next: versionOf('next'),
      react: versionOf('react'),
      prisma: versionOf('@prisma/client'),
      ...services.versions,
    },
    size,
    ratios: {
      cachedListToBareRoute: pairs.cachedListToBareRoute.median,
      cachedPostToBarePage: pairs.cachedPostToBarePage.median,
      deepPageToFirstPage: round(Math.max(...times) / (times[0] ?? Number.NaN), 2),
      dashboardCpuToBareQueryPage: pairs.dashboardCpuToBareQueryPage.median,
      signedInReadCpuToBareRoute: pairs.signedInReadCpuToBareRoute.median,
    },
    middleHalves: Object.fromEntries(Object.entries(pairs).map(([name, { middleHalf }]) => [name, middleHalf])),
    memoryMb: { idle: Math.round(memoryMb.idle), afterwards: Math.round(memoryMb.afterwards) },
    cacheComponents: { offMs: round(cacheComponents.offMs, 2), onMs: round(cacheComponents.onMs, 2) },
    hour: {
      ...hour,
      requestsPerSecond: round(hour.requestsPerSecond, 1),
      shareOfOneCore: round(hour.shareOfOneCore, 3),
    },
    depths: depths.map(({ row: depth, p50Ms }) => ({ row: depth, p50Ms: round(p50Ms, 1) })),
    streams: streams.map(({ name, firstMs, wholeMs }) => ({
      name,
      firstMs: round(firstMs, 1),
      wholeMs: round(wholeMs, 1),
    })),
    rows: rows.map(({ name, requestsPerSecond, cpuMsPerRequest, p50Ms, p99Ms }) => ({
      name,
      requestsPerSecond: round(requestsPerSecond, 0),
      cpuMsPerRequest: round(cpuMsPerRequest, 2),
      p50Ms: round(p50Ms, 1),
      p99Ms: round(p99Ms, 1),
    })),
  }
}

/** Says each budget and whether it holds. @param {Report} report @returns {boolean} whether all that are owed do */
export function budgetsOf(report) {
  for (const { name, requestsPerSecond, cpuMsPerRequest, p50Ms, p99Ms } of report.rows) {
    console.log(
      `  ${name.padEnd(34)} ${String(requestsPerSecond).padStart(6)} /s ${cpuMsPerRequest.toFixed(2).padStart(7)} ms CPU  p50 ${p50Ms} p99 ${p99Ms} ms`,
    )
  }
  for (const { name, firstMs, wholeMs } of report.streams)
    console.log(`  ${name}: first bytes ${firstMs} ms, whole ${wholeMs} ms`)
  console.log(`  Depth: ${report.depths.map(({ row, p50Ms }) => `row ${row} ${p50Ms} ms`).join(', ')}`)
  const { requests, seconds, requestsPerSecond, shareOfOneCore } = report.hour
  console.log(
    `  The hour: ${requests} requests in ${seconds} s, ${requestsPerSecond} /s, ${(100 * shareOfOneCore).toFixed(1)} % of one core`,
  )
  console.log(`  Memory: ${report.memoryMb.idle} MB idle, ${report.memoryMb.afterwards} MB afterwards`)
  console.log(
    `  cacheComponents: ${report.cacheComponents.offMs} ms CPU without, ${report.cacheComponents.onMs} ms with`,
  )
  const results = judged(report)
  for (const { what, value, half, owed, holds, goal } of results)
    console.log(
      `  ${holds ? '✓' : goal ? '○' : '✗'} ${what}: ${value}${half && `, half of the turns ${half}`} (${goal ? 'the goal is ' : ''}${owed})`,
    )
  return results.every(({ holds, goal }) => holds || goal)
}

/** Both files, as the formatter wants them. @param {Report} report */
export async function writeReport(report) {
  const { format, resolveConfig } = await import('prettier')
  for (const [name, text] of [
    ['benchmarks.md', markdownOf(report)],
    ['benchmarks.json', JSON.stringify(report)],
  ]) {
    const file = inProject('docs', name ?? '')
    writeFileSync(file, await format(text ?? '', { ...(await resolveConfig(file)), filepath: file }))
    console.log(`  docs/${path.basename(file)} written`)
  }
}

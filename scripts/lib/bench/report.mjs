// What was measured, as a table for people and as JSON for the landing page; and whether the budgets hold.
import { readFileSync, writeFileSync } from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import { inProject } from '../project.mjs'
import { judged } from './budgets.mjs'
import { markdownOf } from './markdown.mjs'
import { median } from './rounds.mjs'
import { ROWS } from './scenarios.mjs'

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
 * @param {{ users: number, posts: number, rounds: number, seconds: number }} measured.size
 * @param {import('./rounds.mjs').Row[]} measured.rows
 * @param {Awaited<ReturnType<typeof import('./stream.mjs').measureStream>>} measured.streams
 * @param {Awaited<ReturnType<typeof import('./depth.mjs').measureDepth>>} measured.depths
 * @param {Awaited<ReturnType<typeof import('./hour.mjs').replayHour>>} measured.hour
 * @param {{ idle: number, afterwards: number }} measured.memoryMb
 * @param {{ versions: { postgres: string, redis: string } }} measured.services
 */
export function reportOf({ size, rows, streams, depths, hour, memoryMb, services }) {
  /** @param {string} name */
  const row = (name) => rows.find((each) => each.name === name) ?? rows[0]
  /** Round by round, so that what slowed one round down counts on both sides. @param {string} name @param {string} floor */
  const rateRatio = (name, floor) =>
    median((row(name)?.rates ?? []).map((rate, turn) => rate / (row(floor)?.rates[turn] ?? rate)))
  /** @param {string} name @param {string} floor */
  const cpuRatio = (name, floor) => (row(name)?.cpuMsPerRequest ?? 0) / (row(floor)?.cpuMsPerRequest ?? 1)
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
      cachedListToBareRoute: round(rateRatio(ROWS.list, ROWS.bareRoute), 2),
      cachedPostToBarePage: round(rateRatio(ROWS.post, ROWS.barePage), 2),
      deepPageToFirstPage: round((depths.at(-1)?.p50Ms ?? 0) / (depths[0]?.p50Ms ?? 1), 2),
      dashboardCpuToBareQueryPage: round(cpuRatio(ROWS.dashboard, ROWS.bareQuery), 2),
      signedInReadCpuToBareRoute: round(cpuRatio(ROWS.stats, ROWS.bareRoute), 2),
    },
    memoryMb: { idle: Math.round(memoryMb.idle), afterwards: Math.round(memoryMb.afterwards) },
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
  const results = judged(report)
  for (const { what, value, owed, holds, goal } of results)
    console.log(`  ${holds ? '✓' : goal ? '○' : '✗'} ${what}: ${value} (${goal ? 'the goal is ' : ''}${owed})`)
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

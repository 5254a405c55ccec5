import { mkdirSync, mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import { readBenchmarks } from '@/app/(marketing)/_landing/benchmarks'

function folderWith(benchmarks?: unknown): string {
  const folder = mkdtempSync(path.join(tmpdir(), 'benchmarks-'))
  mkdirSync(path.join(folder, 'docs'))
  if (benchmarks !== undefined) writeFileSync(path.join(folder, 'docs', 'benchmarks.json'), JSON.stringify(benchmarks))
  return folder
}

test.each([undefined, null])('a file that holds %j shows rows that nobody has measured', async (content) => {
  const { rows, ratios, measuredAt } = await readBenchmarks(folderWith(content))
  expect(measuredAt).toBeNull()
  expect(rows.length).toBeGreaterThan(3)
  expect(new Set(Object.values(ratios))).toEqual(new Set([null]))
  expect(rows.flatMap(({ requestsPerSecond, p99Ms }) => [requestsPerSecond, p99Ms])).toEqual(
    rows.flatMap(() => [null, null]),
  )
})

test('figures are shown as they were written, and one that is missing stays missing', async () => {
  const row = { name: 'Post page', requestsPerSecond: 1203.4, cpuMsPerRequest: null, p50Ms: 1.2, p99Ms: 9 }
  const written = {
    measuredAt: '2026-11-26T10:00:00.000Z',
    machine: 'two cores',
    versions: {},
    ratios: { cachedListToBareRoute: 0.82, cachedPostToBarePage: 1.01, deepPageToFirstPage: null, another: 1 },
    rows: [row],
  }
  expect(await readBenchmarks(folderWith(written))).toEqual({
    measuredAt: written.measuredAt,
    machine: 'two cores',
    ratios: { cachedListToBareRoute: 0.82, cachedPostToBarePage: 1.01, deepPageToFirstPage: null },
    rows: [row],
  })
})

test('a file that does not parse fails the build instead of showing a wrong figure', async () => {
  await expect(readBenchmarks(folderWith({ rows: [{ name: 'x', requestsPerSecond: 'fast' }] }))).rejects.toThrow()
})

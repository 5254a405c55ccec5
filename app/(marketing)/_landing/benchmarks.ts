import { readFile } from 'node:fs/promises'
import path from 'node:path'
import * as z from 'zod'

const figure = z.number().nullable()

const benchmarksSchema = z.object({
  measuredAt: z.iso.datetime().nullable(),
  machine: z.string().nullable(),
  ratios: z.object({
    cachedListToBareRoute: figure,
    cachedPostToBarePage: figure,
    deepPageToFirstPage: figure,
  }),
  rows: z.array(
    z.object({
      name: z.string(),
      requestsPerSecond: figure,
      cpuMsPerRequest: figure,
      p50Ms: figure,
      p99Ms: figure,
    }),
  ),
})
export type Benchmarks = z.infer<typeof benchmarksSchema>

const unmeasured = { requestsPerSecond: null, cpuMsPerRequest: null, p50Ms: null, p99Ms: null }

/** What the table shows until something has been measured. */
const NOTHING_YET: Benchmarks = {
  measuredAt: null,
  machine: null,
  ratios: { cachedListToBareRoute: null, cachedPostToBarePage: null, deepPageToFirstPage: null },
  rows: [
    { name: 'JSON list, cached, anonymous', ...unmeasured },
    { name: 'JSON with one query, signed in', ...unmeasured },
    { name: 'Post page, cached', ...unmeasured },
    { name: 'Dashboard, whole stream', ...unmeasured },
  ],
}

/** Runs once, while the page is prerendered. A missing file is fine; one that does not parse fails the build. */
export async function readBenchmarks(folder = process.cwd()): Promise<Benchmarks> {
  const file = path.join(folder, 'docs', 'benchmarks.json')
  const json = await readFile(file, 'utf8').catch(() => 'null')
  return benchmarksSchema.nullable().parse(JSON.parse(json)) ?? NOTHING_YET
}

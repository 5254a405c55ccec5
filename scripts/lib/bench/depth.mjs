import { median } from './rounds.mjs'

const LIMIT = 20
/** With a page behind the last of them, no more than a stride: at the end of the list, too, every page is full. */
const PROBES = 80
const STRIDE = 100

/**
 * Milliseconds of a page of 20 at growing depths, each asked with cursors that nobody has used: what is cached tells nothing.
 * @param {import('./app.mjs').BenchApp} app @returns {Promise<{ row: number, p50Ms: number }[]>} by depth, the last one at the end
 */
export async function measureDepth(app) {
  /** @param {string | null} cursor @param {number} limit */
  async function page(cursor, limit) {
    const after = cursor === null ? '' : `&cursor=${encodeURIComponent(cursor)}`
    return (await app.fetch(`/api/v1/posts?limit=${limit}${after}`)).json()
  }
  const places = await walk(page)
  const times = places.map(() => /** @type {number[]} */ ([]))
  for (let probe = 0; probe < PROBES; probe += 1) {
    for (const [index, { cursors }] of places.entries()) {
      const started = performance.now()
      await page(cursors[probe] ?? null, LIMIT)
      times[index]?.push(performance.now() - started)
    }
  }
  return places.map(({ row }, index) => ({ row, p50Ms: median(times[index] ?? []) }))
}

/**
 * The whole list, once: cursors of neighbouring rows at its beginning, at each power of ten, and before its end.
 * @param {(cursor: string | null, limit: number) => Promise<{ page: { nextCursor: string | null } }>} page
 */
async function walk(page) {
  const places = [{ row: 0, cursors: await neighbours(page, null) }]
  let cursor = /** @type {string | null} */ (null)
  let before = /** @type {string | null} */ (null)
  for (let row = STRIDE; ; row += STRIDE) {
    const { nextCursor } = (await page(cursor, STRIDE)).page
    if (nextCursor === null) {
      places.push({ row: row - 2 * STRIDE, cursors: await neighbours(page, before) })
      return places
    }
    before = cursor
    cursor = nextCursor
    if (Number.isInteger(Math.log10(row))) places.push({ row, cursors: await neighbours(page, cursor) })
  }
}

/** @param {(cursor: string | null, limit: number) => Promise<{ page: { nextCursor: string | null } }>} page @param {string | null} from */
async function neighbours(page, from) {
  const cursors = []
  for (let cursor = from; cursors.length < PROBES;) {
    cursor = (await page(cursor, 1)).page.nextCursor
    if (cursor === null) break
    cursors.push(cursor)
  }
  return cursors
}

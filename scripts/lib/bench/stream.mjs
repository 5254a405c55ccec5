import { median } from './rounds.mjs'

const TIMES = 40
const PAGES = [
  ['Dashboard', '/dashboard'],
  ['List of posts', '/blog'],
]

/**
 * Milliseconds to the first bytes and to the last, one request at a time.
 * @param {import('./app.mjs').BenchApp} app @param {import('./people.mjs').People} people
 * @returns {Promise<{ name: string, firstMs: number, wholeMs: number }[]>}
 */
export async function measureStream(app, { cookie }) {
  const taken = PAGES.map(() => /** @type {{ first: number, whole: number }[]} */ ([]))
  for (let turn = 0; turn < TIMES; turn += 1) {
    for (const [index, [, path]] of PAGES.entries()) {
      const started = performance.now()
      const { body } = await app.fetch(path ?? '/', { headers: { cookie } })
      const reader = body?.getReader()
      await reader?.read()
      const first = performance.now() - started
      while (!(await reader?.read())?.done);
      taken[index]?.push({ first, whole: performance.now() - started })
    }
  }
  return PAGES.map(([name = ''], index) => ({
    name,
    firstMs: median((taken[index] ?? []).map(({ first }) => first)),
    wholeMs: median((taken[index] ?? []).map(({ whole }) => whole)),
  }))
}

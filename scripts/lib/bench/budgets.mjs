/** @typedef {import('./report.mjs').Report} Report */

/** @type {Record<keyof Report['ratios'], { what: string, atLeast?: number, atMost?: number, goal?: boolean }>} */
const BUDGETS = {
  cachedListToBareRoute: { what: 'cached JSON list to bare route handler, requests/s', atLeast: 0.7 },
  cachedPostToBarePage: { what: 'cached post page to bare page, requests/s', atLeast: 0.9 },
  deepPageToFirstPage: { what: 'slowest page of the list to its first, ms', atMost: 1.3 },
  dashboardCpuToBareQueryPage: { what: 'dashboard to bare page with a query, ms of CPU', atMost: 1.5, goal: true },
  signedInReadCpuToBareRoute: { what: 'signed-in read to bare route handler, ms of CPU', atMost: 1.8 },
}

/** Each ratio and whether it holds; a goal is missed without failing the command. @param {Report} report */
export const judged = ({ ratios, middleHalves }) =>
  Object.entries(ratios).map(([name, value]) => {
    const { what, atLeast, atMost, goal = false } = BUDGETS[/** @type {keyof Report['ratios']} */ (name)]
    return {
      what,
      value: value.toFixed(2),
      half: middleHalves[name] ?? '',
      owed: atLeast === undefined ? `at most ${atMost?.toFixed(2)}` : `at least ${atLeast.toFixed(2)}`,
      holds: value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity),
      goal,
    }
  })

/** @param {import('./report.mjs').Report} report @returns {{ what: string, value: number, atLeast?: number, atMost?: number, goal?: true }[]} */
const budgets = ({ ratios }) => [
  { what: 'cached JSON list to bare route handler, requests', value: ratios.cachedListToBareRoute, atLeast: 0.7 },
  { what: 'cached post page to bare page, requests', value: ratios.cachedPostToBarePage, atLeast: 0.9 },
  { what: 'last page of the list to its first, time', value: ratios.deepPageToFirstPage, atMost: 1.3 },
  {
    what: 'dashboard to bare page with a query, CPU',
    value: ratios.dashboardCpuToBareQueryPage,
    atMost: 1.5,
    goal: true,
  },
  { what: 'signed-in read to bare route handler, CPU', value: ratios.signedInReadCpuToBareRoute, atMost: 1.8 },
]

/** Each ratio, what is owed, and whether it holds; a goal is missed without failing the command. @param {import('./report.mjs').Report} report */
export const judged = (report) =>
  budgets(report).map(({ what, value, atLeast, atMost, goal = false }) => ({
    what,
    value: value.toFixed(2),
    owed: atLeast === undefined ? `at most ${atMost.toFixed(2)}` : `at least ${atLeast.toFixed(2)}`,
    holds: value >= (atLeast ?? -Infinity) && value <= (atMost ?? Infinity),
    goal,
  }))

const BUDGETS = {
  cachedListToBareRoute: { what: 'cached JSON list to bare route handler, requests/s', atLeast: 0.7 },
  cachedPostToBarePage: { what: 'cached post page to bare page, requests/s', atLeast: 0.9 },
  deepPageToFirstPage: { what: 'last page of the list to its first, ms', atMost: 1.3 },
  dashboardCpuToBareQueryPage: { what: 'dashboard to bare page with a query, ms of CPU', atMost: 1.5, goal: true },
  signedInReadCpuToBareRoute: { what: 'signed-in read to bare route handler, ms of CPU', atMost: 1.8 },
}

/**
 * Each ratio, its sides, what is owed, and whether it holds; a goal is missed without failing the command.
 * @param {import('./report.mjs').Report} report
 */
export function judged({ ratios, sides }) {
  /** @type {[keyof typeof BUDGETS, { what: string, atLeast?: number, atMost?: number, goal?: boolean }][]} */
  const budgets = Object.entries(/** @type {any} */ (BUDGETS))
  return budgets.map(([name, { what, atLeast, atMost, goal = false }]) => ({
    what,
    value: ratios[name].toFixed(2),
    sides: sides[name],
    owed: atLeast === undefined ? `at most ${atMost?.toFixed(2)}` : `at least ${atLeast.toFixed(2)}`,
    holds: ratios[name] >= (atLeast ?? -Infinity) && ratios[name] <= (atMost ?? Infinity),
    goal,
  }))
}

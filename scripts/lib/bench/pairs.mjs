// Two rows against each other. A machine's speed wanders within seconds, so they take turns of a second, and each comparison
// is of neighbours.
import { fire, median } from './rounds.mjs'
import { ROWS } from './scenarios.mjs'

const TURN_SECONDS = 1

/** @param {number[]} values @returns {string} between which the middle half of them lies */
function middleHalf(values) {
  const sorted = [...values].sort((one, other) => one - other)
  return [1, 3].map((quarter) => sorted[Math.floor((sorted.length * quarter) / 4)]?.toFixed(2)).join(' to ')
}

/**
 * Of each pair, ours to the floor.
 * @param {import('./rounds.mjs').Asked[]} scenarios @param {import('./rounds.mjs').Row[]} rows what each can do in a second
 * @param {number} turns of each
 */
export async function measurePairs(scenarios, rows, turns) {
  /** @param {string} name */
  async function take(name) {
    const asked = scenarios.find((each) => each.name === name)
    const rate = rows.find((each) => each.name === name)?.requestsPerSecond
    if (!asked || !rate) throw new Error(`There is no row "${name}".`)
    return fire(asked, TURN_SECONDS, rate)
  }
  /** @param {string} ours @param {string} floor @param {'rate' | 'cpu'} of */
  async function compare(ours, floor, of) {
    const ratios = []
    for (let turn = 0; turn < turns; turn += 1) {
      // Who goes first changes, so that a slope falls on both.
      const first = turn % 2 === 0 ? await take(ours) : undefined
      const bare = await take(floor)
      ratios.push((first ?? (await take(ours)))[of] / bare[of])
    }
    return { median: Number(median(ratios).toFixed(2)), middleHalf: middleHalf(ratios) }
  }
  return {
    cachedListToBareRoute: await compare(ROWS.list, ROWS.bareRoute, 'rate'),
    cachedPostToBarePage: await compare(ROWS.post, ROWS.barePage, 'rate'),
    dashboardCpuToBareQueryPage: await compare(ROWS.dashboard, ROWS.bareQuery, 'cpu'),
    signedInReadCpuToBareRoute: await compare(ROWS.stats, ROWS.bareRoute, 'cpu'),
  }
}

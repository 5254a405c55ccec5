// Two rows against each other. A machine's speed wanders within seconds, so what is compared has its turn every second, and
// each comparison is of neighbours.
import { fire, median } from './rounds.mjs'
import { ROWS } from './scenarios.mjs'

const TURN_SECONDS = 1

const PAIRS = {
  cachedListToBareRoute: { ours: ROWS.list, floor: ROWS.bareRoute, of: /** @type {const} */ ('rate') },
  cachedPostToBarePage: { ours: ROWS.post, floor: ROWS.barePage, of: /** @type {const} */ ('rate') },
  dashboardCpuToBareQueryPage: { ours: ROWS.dashboard, floor: ROWS.bareQuery, of: /** @type {const} */ ('cpu') },
  signedInReadCpuToBareRoute: { ours: ROWS.stats, floor: ROWS.bareRoute, of: /** @type {const} */ ('cpu') },
}

/** @typedef {{ ratio: number, ours: number, floor: number }} Compared medians: of the neighbours' ratios, and of each alone */

/**
 * @param {import('./rounds.mjs').Asked[]} scenarios @param {number} turns of each
 * @returns {Promise<Record<keyof typeof PAIRS, Compared>>}
 */
export async function measurePairs(scenarios, turns) {
  /** @param {{ ours: string, floor: string, of: 'rate' | 'cpu' }} pair @returns {Promise<Compared>} */
  async function compare({ ours, floor, of }) {
    const taken = { [ours]: /** @type {number[]} */ ([]), [floor]: /** @type {number[]} */ ([]) }
    const both = scenarios.filter(({ name }) => name in taken)
    for (let turn = 0; turn < turns; turn += 1) {
      // Who goes first changes, so that a slope falls on both.
      for (const one of both.reverse()) taken[one.name]?.push((await fire(one, TURN_SECONDS))[of])
    }
    const [mine = [], bare = []] = [taken[ours], taken[floor]]
    return {
      ratio: median(mine.map((value, turn) => value / (bare[turn] ?? 0))),
      ours: median(mine),
      floor: median(bare),
    }
  }
  const compared = []
  for (const [name, pair] of Object.entries(PAIRS)) compared.push([name, await compare(pair)])
  return Object.fromEntries(compared)
}

// Two rows against each other. A machine's speed wanders within seconds, so what is compared has its turn every half second,
// and each comparison is of neighbours.
import { fire, median } from './rounds.mjs'
import { ROWS } from './scenarios.mjs'

const TURN_SECONDS = 0.5

const PAIRS = {
  list: [ROWS.list, ROWS.bareRoute],
  post: [ROWS.post, ROWS.barePage],
}

/**
 * @param {import('./rounds.mjs').Asked[]} scenarios @param {import('./rounds.mjs').Row[]} rows what they can do in a second
 * @param {number} turns of each
 */
export async function measurePairs(scenarios, rows, turns) {
  /** @param {string} name */
  async function take(name) {
    const scenario = scenarios.find((each) => each.name === name)
    const rate = rows.find((each) => each.name === name)?.requestsPerSecond
    if (!scenario || !rate) throw new Error(`There is no row "${name}".`)
    return fire(scenario, { amount: Math.ceil(rate * TURN_SECONDS), sampleInt: 5 })
  }
  /** @param {string[]} pair @returns {Promise<number>} ours to the floor, requests a second */
  async function compare([ours = '', floor = '']) {
    const taken = []
    for (let turn = 0; turn < turns; turn += 1) {
      // Who goes first changes, so that a slope falls on both.
      /** @type {Record<string, number>} */
      const rates = {}
      for (const name of turn % 2 === 0 ? [ours, floor] : [floor, ours]) rates[name] = (await take(name)).rate
      taken.push((rates[ours] ?? 0) / (rates[floor] ?? 0))
    }
    return median(taken)
  }
  return { list: await compare(PAIRS.list), post: await compare(PAIRS.post) }
}

import autocannon from 'autocannon'
import { Problem } from '../problem.mjs'

const CONNECTIONS = 10
/** Warm-ups a round: until what runs often has been compiled for good. */
const WARM_UP = 3

/** @typedef {{ name: string, requestsPerSecond: number, cpuMsPerRequest: number, p50Ms: number, p99Ms: number }} Row */

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other)
  const half = sorted.length / 2
  return ((sorted[Math.ceil(half) - 1] ?? 0) + (sorted[Math.floor(half)] ?? 0)) / 2
}

/**
 * A scenario and who is asked.
 * @typedef {import('./scenarios.mjs').Scenario & { app: Pick<import('./app.mjs').BenchApp, 'url' | 'cpuMs'> }} Asked
 */

/** @typedef {{ rate: number, cpu: number, p50: number, p99: number }} Taken requests a second, milliseconds */

/** @param {Asked} asked @param {{ duration: number } | { amount: number, sampleInt: number }} extent autocannon looks at the end of each interval whether it is done @returns {Promise<Taken>} */
async function load({ name, app, requests }, extent) {
  const cpuBefore = await app.cpuMs()
  const result = await autocannon({ url: app.url, connections: CONNECTIONS, requests, ...extent })
  const wrong = result.non2xx + result.errors + result.timeouts
  if (wrong > 0) throw new Problem(`${name}: ${wrong} of ${result.requests.total} requests were not answered with 2xx.`)
  const cpu = ((await app.cpuMs()) - cpuBefore) / result.requests.total
  const { p50, p99 } = result.latency
  // Its own `duration` has steps of ten milliseconds.
  const seconds = (result.finish.getTime() - result.start.getTime()) / 1_000
  return { rate: result.requests.total / seconds, cpu, p50, p99 }
}

/**
 * A turn of about so many seconds, at the rate that was last seen: a number of requests, since by the clock some would be
 * broken off, and their CPU would count where they do not.
 * @param {Asked} asked @param {number} seconds @param {number} rate
 */
export const fire = (asked, seconds, rate) => load(asked, { amount: Math.ceil(rate * seconds), sampleInt: 5 })

/**
 * Medians over rounds in which every scenario has its turn: a busy moment of the machine falls on all of them. Each round goes
 * the other way, so that what one leaves behind, garbage above all, does not always fall on the same neighbour.
 * @param {Asked[]} scenarios @param {{ rounds: number, seconds: number }} size @returns {Promise<Row[]>}
 */
export async function measureInRounds(scenarios, { rounds, seconds }) {
  const taken = scenarios.map(() => /** @type {Taken[]} */ ([]))
  const rates = []
  for (const scenario of scenarios) rates.push((await load(scenario, { duration: WARM_UP * seconds })).rate)
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [...scenarios.entries()] : [...scenarios.entries()].reverse()
    for (const [index, scenario] of order) taken[index]?.push(await fire(scenario, seconds, rates[index] ?? 1))
  }
  return scenarios.map(({ name }, index) => {
    const own = taken[index] ?? []
    return {
      name,
      requestsPerSecond: median(own.map(({ rate }) => rate)),
      cpuMsPerRequest: median(own.map(({ cpu }) => cpu)),
      p50Ms: median(own.map(({ p50 }) => p50)),
      p99Ms: median(own.map(({ p99 }) => p99)),
    }
  })
}

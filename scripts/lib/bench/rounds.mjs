import autocannon from 'autocannon'
import { Problem } from '../problem.mjs'

const CONNECTIONS = 10
/** Until what runs often has been compiled for good. */
const WARM_UP_SECONDS = 8

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

/** @param {Asked} asked @param {number} duration in seconds @returns {Promise<Taken>} */
export async function fire({ name, app, requests }, duration) {
  const cpuBefore = await app.cpuMs()
  const result = await autocannon({ url: app.url, connections: CONNECTIONS, requests, duration })
  const wrong = result.non2xx + result.errors + result.timeouts
  if (wrong > 0) throw new Problem(`${name}: ${wrong} of ${result.requests.total} requests were not answered with 2xx.`)
  const cpu = ((await app.cpuMs()) - cpuBefore) / result.requests.total
  const { p50, p99 } = result.latency
  // Its own `duration` has steps of ten milliseconds, two in a hundred of a short turn.
  const seconds = (result.finish.getTime() - result.start.getTime()) / 1_000
  return { rate: result.requests.total / seconds, cpu, p50, p99 }
}

/**
 * Medians over rounds in which every scenario has its turn: a busy moment of the machine falls on all of them. Each round goes
 * the other way, so that what one leaves behind, garbage above all, does not always fall on the same neighbour.
 * @param {Asked[]} scenarios @param {{ rounds: number, seconds: number }} size @returns {Promise<Row[]>}
 */
export async function measureInRounds(scenarios, { rounds, seconds }) {
  const taken = scenarios.map(() => /** @type {Taken[]} */ ([]))
  for (const scenario of scenarios) await fire(scenario, Math.min(WARM_UP_SECONDS, 3 * seconds))
  for (let round = 0; round < rounds; round += 1) {
    const order = round % 2 === 0 ? [...scenarios.entries()] : [...scenarios.entries()].reverse()
    for (const [index, scenario] of order) taken[index]?.push(await fire(scenario, seconds))
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

import autocannon from 'autocannon'
import { Problem } from '../problem.mjs'

const CONNECTIONS = 10
const WARM_UP_SECONDS = 2

/**
 * `rates` are the requests a second of each round, in the order of the rounds, so that two rows can be compared round by round.
 * @typedef {{ name: string, requestsPerSecond: number | null, cpuMsPerRequest: number | null, p50Ms: number, p99Ms: number, rates: number[] }} Row
 */

/** @param {number[]} values */
export function median(values) {
  const sorted = [...values].sort((one, other) => one - other)
  return sorted[Math.floor(sorted.length / 2)] ?? 0
}

/** @param {import('./app.mjs').BenchApp} app @param {import('./scenarios.mjs').Scenario} scenario @param {number} seconds */
async function fire(app, { name, requests }, seconds) {
  const result = await autocannon({ url: app.url, connections: CONNECTIONS, duration: seconds, requests })
  const wrong = result.non2xx + result.errors + result.timeouts
  if (wrong > 0) throw new Problem(`${name}: ${wrong} of ${result.requests.total} requests were not answered with 2xx.`)
  return result
}

/**
 * Medians over rounds in which every scenario has its turn: a busy moment of the machine falls on all of them.
 * @param {import('./app.mjs').BenchApp} app @param {import('./scenarios.mjs').Scenario[]} scenarios
 * @param {{ rounds: number, seconds: number }} size @returns {Promise<Row[]>}
 */
export async function measureInRounds(app, scenarios, { rounds, seconds }) {
  const taken = scenarios.map(() => /** @type {{ rate: number, cpu: number, p50: number, p99: number }[]} */ ([]))
  for (const scenario of scenarios) await fire(app, scenario, Math.min(WARM_UP_SECONDS, seconds))
  for (let round = 0; round < rounds; round += 1) {
    for (const [index, scenario] of scenarios.entries()) {
      const cpuBefore = await app.cpuMs()
      const { requests, duration, latency } = await fire(app, scenario, seconds)
      const cpu = ((await app.cpuMs()) - cpuBefore) / requests.total
      taken[index]?.push({ rate: requests.total / duration, cpu, p50: latency.p50, p99: latency.p99 })
    }
  }
  return scenarios.map(({ name }, index) => {
    const own = taken[index] ?? []
    return {
      name,
      requestsPerSecond: median(own.map(({ rate }) => rate)),
      cpuMsPerRequest: median(own.map(({ cpu }) => cpu)),
      p50Ms: median(own.map(({ p50 }) => p50)),
      p99Ms: median(own.map(({ p99 }) => p99)),
      rates: own.map(({ rate }) => rate),
    }
  })
}

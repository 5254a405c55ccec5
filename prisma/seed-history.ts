// Readers of a sample post, day by day: a burst when it comes out, a long tail, quieter weekends, a second wind for some.
import type { SamplePost } from '@/prisma/seed-posts'

export type DailyReads = { ago: number; reads: number; hosts: Record<string, number> }

const HOSTS: readonly [host: string, share: number][] = [
  ['news.ycombinator.com', 0.27],
  ['', 0.23],
  ['google.com', 0.17],
  ['lobste.rs', 0.12],
  ['feedly.com', 0.1],
  ['github.com', 0.06],
  ['mastodon.social', 0.05],
]
const SUNDAY = 0
const SATURDAY = 6

/** Mulberry32: small, seeded, and the same on every machine. */
function randomFrom(seed: number): () => number {
  let state = seed >>> 0
  return () => {
    state = (state + 0x6d2b79f5) >>> 0
    let mixed = Math.imul(state ^ (state >>> 15), state | 1)
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61)
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296
  }
}

function splitByHost(reads: number, random: () => number): Record<string, number> {
  const hosts: Record<string, number> = {}
  for (let read = 0; read < reads; read += 1) {
    let place = random()
    const [host] = HOSTS.find(([, share]) => (place -= share) <= 0) ?? ['']
    hosts[host] = (hosts[host] ?? 0) + 1
  }
  return hosts
}

/** Reads on each of the last `days` days since the post came out; days without readers are left out. */
export function readingHistory(seed: number, { publishedDaysAgo, popularity }: SamplePost, days: number): DailyReads[] {
  const random = randomFrom(seed * 7_919)
  const age = publishedDaysAgo ?? 0
  const secondWind = 12 + Math.floor(random() * 20)
  const history: DailyReads[] = []
  for (let ago = Math.min(age, days - 1); ago >= 0; ago -= 1) {
    const sinceOut = age - ago
    const weekday = new Date(Date.now() - ago * 24 * 3600_000).getUTCDay()
    const weekend = weekday === SUNDAY || weekday === SATURDAY ? 0.62 : 1
    const burst = 14 * Math.exp(-sinceOut / 1.6)
    const again = popularity > 20 ? 3.5 * Math.exp(-Math.abs(sinceOut - secondWind) / 1.2) : 0
    const today = ago === 0 ? 0.35 : 1
    const reads = Math.round(popularity * (1 + burst + again) * weekend * today * (0.75 + random() * 0.5))
    if (reads > 0) history.push({ ago, reads, hosts: splitByHost(reads, random) })
  }
  return history
}

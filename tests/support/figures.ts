// How a run is judged and shown: shares of a set of samples, what a time may be, and one readable line a check.
import { expect } from 'vitest'
import type { Sample } from './load'

const STRICT = process.env.STRICT_TIMES === '1'
const FULL = process.env.FAULTS === 'full'

/** How long a phase lasts: `full` is the duration that the check was written with. */
export const phase = (short: number, full: number): number => (FULL ? full : short)

export function percentile(samples: readonly { ms: number }[], share: number): number {
  const sorted = samples.map(({ ms }) => ms).sort((one, other) => one - other)
  return sorted[Math.min(sorted.length - 1, Math.floor(sorted.length * share))] ?? 0
}
export const worst = (samples: readonly { ms: number }[]): number => percentile(samples, 1)
export const p99 = (samples: readonly { ms: number }[]): number => percentile(samples, 0.99)

export const between = (samples: readonly Sample[], from: number, to = Infinity): Sample[] =>
  samples.filter(({ at }) => at >= from && at < to)

/** Server errors, sockets closed without an answer, and silence. */
export const failures = (samples: readonly Sample[]): Sample[] =>
  samples.filter(({ status }) => status <= 0 || status >= 500)

export const describeSample = ({ app, status, path, text, ms: took }: Sample): string =>
  `${app} ${status} ${path} after ${ms(took)} ${status === 200 ? '' : text.slice(0, 300)}`

/** `200 ×340, 503 ×12`: what was answered. */
export function statuses(samples: readonly { status: number }[]): string {
  const counts = new Map<number, number>()
  for (const { status } of samples) counts.set(status, (counts.get(status) ?? 0) + 1)
  return [...counts].map(([status, count]) => `${status} ×${count}`).join(', ') || 'none'
}

export const ms = (value: number): string => `${Math.round(value)} ms`

/** One line of figures. Not console.log: vitest would put a heading over each. */
export function show(check: string, figures: Record<string, string | number>): void {
  const text = Object.entries(figures).map(([name, value]) => `${name} ${value}`)
  process.stdout.write(`  ${check}: ${text.join(' · ')}\n`)
}

/**
 * A time passes within its own figure or within three times what the same run's baseline needed; STRICT_TIMES=1 leaves
 * the figure alone. Returns the text for the line of figures.
 */
export function judgeTime(what: string, measured: number, absolute: number, baseline: number): string {
  const allowed = STRICT ? absolute : Math.max(absolute, 3 * baseline)
  expect.soft(measured, `${what}: ${ms(absolute)} allowed, baseline ${ms(baseline)}`).toBeLessThanOrEqual(allowed)
  return `${ms(measured)} (≤ ${ms(absolute)}, baseline ${ms(baseline)})`
}

/** What a list of measures has room for. */
export const MEASURE_ROWS = 7

/** The middle value; the lower of the two middles' mean is rounded, because reads are whole. */
export function median(values: readonly number[]): number {
  if (values.length === 0) return 0
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length / 2
  const upper = sorted[Math.floor(middle)] ?? 0
  const lower = sorted[Math.ceil(middle) - 1] ?? upper
  return Math.round((lower + upper) / 2)
}

type DailyReads = { day: string; reads: number }

/** The day with most reads, the earliest of equals; null when nothing was read at all. */
export function bestDay(daily: readonly DailyReads[]): DailyReads | null {
  const best = daily.reduce<DailyReads | null>((top, day) => (top && top.reads >= day.reads ? top : day), null)
  return best && best.reads > 0 ? best : null
}

const ROUND = [1, 1.5, 2, 2.5, 3, 4, 5, 6, 8, 10]

/** Five round marks from 0 to at least `max`: four equal steps. */
export function axisTicks(max: number): number[] {
  const wanted = Math.max(max, 4) / 4
  const power = 10 ** Math.floor(Math.log10(wanted))
  const factor = ROUND.find((each) => each * power >= wanted && Number.isInteger(each * power)) ?? 10
  return [0, 1, 2, 3, 4].map((step) => step * factor * power)
}

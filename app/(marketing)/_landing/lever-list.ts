export const STOPS = [
  { users: 1, label: '1' },
  { users: 1_000, label: '1K' },
  { users: 10_000, label: '10K' },
  { users: 100_000, label: '100K' },
] as const

type Users = (typeof STOPS)[number]['users']
export type Lever = { name: string; when: string; set: string; from: Users }

/** Only what is built. `set` is the variable that turns it on; `from` is where on the rule its trigger tends to come. */
export const LEVERS: readonly Lever[] = [
  { name: 'Postgres, for real', when: 'from the first minute', set: 'nothing to set', from: 1 },
  { name: 'Cache and limits in memory', when: 'from the first minute', set: 'nothing to set', from: 1 },
  { name: 'Logs that carry a request id', when: 'from the first minute', set: 'LOG_LEVEL', from: 1 },
  { name: 'A Postgres of your own', when: 'when you deploy', set: 'DATABASE_URL', from: 1_000 },
  { name: 'Mail to strangers', when: 'when somebody but you signs up', set: 'SMTP_URL', from: 1_000 },
  { name: 'Error reports', when: 'when strangers meet your bugs first', set: 'SENTRY_DSN', from: 1_000 },
  {
    name: 'Pooled connections',
    when: 'when connections near the server’s limit',
    set: 'DATABASE_URL_UNPOOLED',
    from: 10_000,
  },
  { name: 'Metrics', when: 'when logs no longer answer it', set: 'METRICS_TOKEN', from: 10_000 },
  { name: 'Redis for cache and limits', when: 'when a second instance starts', set: 'REDIS_URL', from: 10_000 },
]

const NUMBERS = [
  'No',
  'One',
  'Two',
  'Three',
  'Four',
  'Five',
  'Six',
  'Seven',
  'Eight',
  'Nine',
  'Ten',
  'Eleven',
  'Twelve',
]

/** "Six levers": the heading counts the list, so it cannot be wrong. */
export function leverTitle(): string {
  return `${NUMBERS[LEVERS.length] ?? LEVERS.length} levers, each with its trigger`
}

// The rule runs from 1 to a million on a log scale: six decades.
export function toPercent(users: number): string {
  return `${((Math.log10(users) / 6) * 100).toFixed(3)}%`
}

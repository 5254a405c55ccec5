// Every date and number that is shown. The server knows nobody's locale or zone and shows the fallback, as every public page
// does for everybody; what a person signed in looks at goes over to their own in the browser (hooks/use-viewer-format).
export type FormatOptions = { locale?: string; timeZone?: string }

export const FALLBACK = { locale: 'en-GB', timeZone: 'UTC' }
const formatters = new Map<string, Intl.DateTimeFormat | Intl.NumberFormat>()

function dateFormat(
  kind: string,
  fields: Intl.DateTimeFormatOptions,
  { locale, timeZone }: FormatOptions,
): Intl.DateTimeFormat {
  const settings = { ...FALLBACK, ...(locale ? { locale } : {}), ...(timeZone ? { timeZone } : {}) }
  const key = `${kind}|${settings.locale}|${settings.timeZone}`
  const known = formatters.get(key)
  if (known instanceof Intl.DateTimeFormat) return known
  const made = new Intl.DateTimeFormat(settings.locale, { ...fields, timeZone: settings.timeZone })
  formatters.set(key, made)
  return made
}

type Instant = Date | string
const toDate = (value: Instant) => (typeof value === 'string' ? new Date(value) : value)
const formatter =
  (kind: string, fields: Intl.DateTimeFormatOptions) =>
  (value: Instant, options: FormatOptions = {}): string => {
    const text = dateFormat(kind, fields, options).format(toDate(value))
    if ((options.locale ?? FALLBACK.locale) !== FALLBACK.locale) return text
    // Some ICU versions write "Sept", and all of them a comma after the weekday.
    return text.replaceAll(',', '').replace(/Sept(?= |$)/, 'Sep')
  }

/** "Tuesday 10 November" */
export const formatDay = formatter('day', { weekday: 'long', day: 'numeric', month: 'long' })
/** "Tuesday 10 November 2026" */
export const formatFullDay = formatter('full-day', { weekday: 'long', day: 'numeric', month: 'long', year: 'numeric' })
/** "10 Nov" */
export const formatShortDay = formatter('short-day', { day: 'numeric', month: 'short' })
/** "10 November 2026" */
export const formatDate = formatter('date', { day: 'numeric', month: 'long', year: 'numeric' })
/** "09:41" */
export const formatTime = formatter('time', { hour: '2-digit', minute: '2-digit', hourCycle: 'h23' })
/** "09:41:05" */
export const formatClock = formatter('clock', {
  hour: '2-digit',
  minute: '2-digit',
  second: '2-digit',
  hourCycle: 'h23',
})
/** "10 Nov 2026" */
export const formatShortDate = formatter('short-date', { day: 'numeric', month: 'short', year: 'numeric' })
const formatWeekday = formatter('weekday', { weekday: 'short', day: 'numeric', month: 'short' })
const formatDayKey = formatter('day-key', { year: 'numeric', month: '2-digit', day: '2-digit' })

/** "UTC", "GMT+13": what the times beside it are told in. */
export const formatZone = (value: Instant, options: FormatOptions = {}): string =>
  dateFormat('zone', { timeZoneName: 'short' }, options)
    .formatToParts(toDate(value))
    .find(({ type }) => type === 'timeZoneName')?.value ?? ''

const wordForToday = (locale = FALLBACK.locale) =>
  new Intl.RelativeTimeFormat(locale, { numeric: 'auto' }).format(0, 'day')

const HALF_YEAR_MS = 183 * 24 * 3600_000

/** "today 09:12", "Tue 17 Nov", and with the year once it is half a year away: "11 Aug 2025". */
export function formatRecent(value: Instant, now: Instant, options: FormatOptions = {}): string {
  if (formatDayKey(value, options) === formatDayKey(now, options))
    return `${wordForToday(options.locale)} ${formatTime(value, options)}`
  const away = Math.abs(toDate(now).getTime() - toDate(value).getTime())
  return away < HALF_YEAR_MS ? formatWeekday(value, options) : formatShortDate(value, options)
}

function numberFormat(kind: string, fields: Intl.NumberFormatOptions, locale = FALLBACK.locale): Intl.NumberFormat {
  const key = `${kind}|${locale}`
  const known = formatters.get(key)
  if (known instanceof Intl.NumberFormat) return known
  const made = new Intl.NumberFormat(locale, fields)
  formatters.set(key, made)
  return made
}

/** "9,109" */
export const formatNumber = (value: number, { locale }: FormatOptions = {}): string =>
  numberFormat('number', { maximumFractionDigits: 0 }, locale).format(value)

/** "11.8 %" of a ratio of 0.118 */
export const formatPercent = (ratio: number, { locale }: FormatOptions = {}): string =>
  `${numberFormat('percent', { minimumFractionDigits: 1, maximumFractionDigits: 1 }, locale).format(ratio * 100)} %`

/** Three digits that mean something: "1.74", "23.5", "9,109" */
export function formatFigure(value: number, { locale }: FormatOptions = {}): string {
  const digits = value >= 100 ? 0 : value >= 10 ? 1 : 2
  const fields = { minimumFractionDigits: digits, maximumFractionDigits: digits }
  return numberFormat(`figure-${digits}`, fields, locale).format(value)
}

const WORDS_PER_MINUTE = 230

/** Whole minutes it takes to read a text, at least one. */
export const readingMinutes = (text: string): number =>
  Math.max(1, Math.round(text.split(/\s+/).length / WORDS_PER_MINUTE))

import 'server-only'
// One JSON object a line on standard output, in UTC, with secrets redacted and every value bounded.
// JSON.stringify escapes CR, LF and control characters, so a value cannot forge a line.
import { env } from '@/lib/env'

const LEVELS = { debug: 10, info: 20, warn: 30, error: 40, silent: 100 } as const
type Level = Exclude<keyof typeof LEVELS, 'silent'>
type Fields = Record<string, unknown>

const SECRET = /pass(word)?|secret|token|cookie|authorization|api-?key|session/i
const VALUE_MAX = 2_000
const LINE_MAX = 16_000
const DEPTH_MAX = 4

function bounded(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return value.length > VALUE_MAX ? `${value.slice(0, VALUE_MAX)}…` : value
  if (typeof value === 'bigint') return value.toString()
  if (value instanceof Error) {
    return {
      name: value.name,
      message: bounded(value.message, depth),
      stack: bounded(value.stack ?? '', depth),
      ...(value.cause === undefined ? {} : { cause: depth > DEPTH_MAX ? '…' : bounded(value.cause, depth + 1) }),
    }
  }
  if (value === null || typeof value !== 'object') return value
  if (value instanceof Date) return value.toISOString()
  if (depth > DEPTH_MAX) return '…'
  if (Array.isArray(value)) return value.slice(0, 50).map((item) => bounded(item, depth + 1))
  return Object.fromEntries(
    Object.entries(value)
      .slice(0, 50)
      .map(([key, item]) => [
        key,
        SECRET.test(key) && item !== null && ['string', 'object'].includes(typeof item)
          ? '[redacted]'
          : bounded(item, depth + 1),
      ]),
  )
}

function write(level: Level, event: string, fields: Fields = {}): void {
  if (LEVELS[level] < LEVELS[env().LOG_LEVEL]) return
  const head = { time: new Date().toISOString(), level, event }
  let line = JSON.stringify({ ...head, ...(bounded(fields, 0) as Fields) })
  if (line.length > LINE_MAX) line = JSON.stringify({ ...head, requestId: fields.requestId, truncated: true })
  process.stdout.write(`${line}\n`)
}

/** `event` is a constant name in snake_case; security events use the OWASP logging vocabulary. */
export const log = {
  debug: (event: string, fields?: Fields) => write('debug', event, fields),
  info: (event: string, fields?: Fields) => write('info', event, fields),
  warn: (event: string, fields?: Fields) => write('warn', event, fields),
  error: (event: string, fields?: Fields) => write('error', event, fields),
}

/** A logger for a condition that lasts: at most one line in `intervalMs`, with the number it stands for. */
export function atMostEvery(intervalMs: number, level: Level, event: string) {
  let last = -Infinity
  let suppressed = 0
  return (fields: Fields = {}) => {
    const now = performance.now()
    if (now - last < intervalMs) {
      suppressed += 1
      return
    }
    last = now
    write(level, event, { ...fields, ...(suppressed > 0 ? { suppressed } : {}) })
    suppressed = 0
  }
}

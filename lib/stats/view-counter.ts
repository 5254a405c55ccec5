import 'server-only'
// Counts reads: once a reader, post and UTC day, by a salted hash whose salt changes daily. No address is stored. Counts are
// written behind, every few seconds in one statement. Without Redis a process that is killed without warning loses those
// seconds; with it they are written by the next process that counts.
import { createHmac } from 'node:crypto'
import { systemViewer } from '@/lib/auth/viewer'
import { env } from '@/lib/env'
import { atMostEvery } from '@/lib/logger'
import { redis } from '@/lib/redis'
import { singleton } from '@/lib/singleton'
import { addReads, type Reads } from '@/lib/stats/mutations'
import { createMemoryBuffer, createRedisBuffer, type ViewBuffer } from '@/lib/stats/view-buffer'

const FLUSH_MS = 3_000
const COUNTER = systemViewer('view-counter')

type Counter = {
  memory: ViewBuffer
  shared: ViewBuffer | null
  timer: NodeJS.Timeout | undefined
  flushing: Promise<void>
}

const counter = () =>
  singleton('stats.view-counter', (): Counter => {
    const client = redis()
    return {
      memory: createMemoryBuffer(),
      shared: client && createRedisBuffer(client),
      timer: undefined,
      flushing: Promise.resolve(),
    }
  })
const flushFailed = atMostEvery(1_000, 'warn', 'view_flush_failed')

/** Names a reader for one day: with tomorrow's salt the same reader has another name. */
function readerOf(address: string | null, userAgent: string, day: string): string {
  const salt = createHmac('sha256', env().AUTH_SECRET).update(`views:${day}`).digest()
  return createHmac('sha256', salt)
    .update(`${address ?? ''}|${userAgent}`)
    .digest('base64url')
}

/** The host of a referrer on another site; '' for none, our own, or one that cannot be read. */
export function referrerHost(referrer: string | undefined, ownHost: string): string {
  if (!referrer || !URL.canParse(referrer)) return ''
  const { host, protocol } = new URL(referrer)
  return /^https?:$/.test(protocol) && host !== ownHost ? host.replace(/^www\./, '').slice(0, 200) : ''
}

type Visit = { postId: string; address: string | null; userAgent: string; host: string }

/** Counts a visit unless this reader was counted for the post today. Written through where a process may be frozen any time. */
export async function recordView({ postId, address, userAgent, host }: Visit): Promise<void> {
  const state = counter()
  const day = new Date().toISOString().slice(0, 10)
  const read = { postId, day, host }
  const once = `${postId}|${day}|${readerOf(address, userAgent, day)}`
  try {
    await (state.shared ?? state.memory).add(read, once)
  } catch {
    // Redis is away: this process counts until it is back.
    await state.memory.add(read, once)
  }
  if (env().VERCEL) return flushViews()
  state.timer ??= setTimeout(() => void flushViews(), FLUSH_MS).unref()
}

async function drain(buffer: ViewBuffer | null): Promise<void> {
  const state = counter()
  try {
    await buffer?.drain((reads: readonly Reads[]) => addReads(COUNTER, reads))
  } catch (error) {
    state.timer ??= setTimeout(() => void flushViews(), FLUSH_MS).unref()
    flushFailed({ error: error instanceof Error ? error.message : String(error) })
  }
}

async function flushPending(): Promise<void> {
  const state = counter()
  clearTimeout(state.timer)
  state.timer = undefined
  await drain(state.memory)
  await drain(state.shared)
}

/** Writes what was counted so far. Never throws: what cannot be written is kept for the next time. */
export function flushViews(): Promise<void> {
  const state = counter()
  state.flushing = state.flushing.then(flushPending)
  return state.flushing
}

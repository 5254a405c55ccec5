import 'server-only'
// Counts reads: once a reader, post and UTC day, by a salted hash whose salt changes daily. No address is stored. Counts are
// written behind, every few seconds in one statement; a process that is killed without warning loses at most that.
import { createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { systemViewer } from '@/lib/auth/viewer'
import { env } from '@/lib/env'
import { atMostEvery } from '@/lib/logger'
import { singleton } from '@/lib/singleton'
import { addReads, type Reads } from '@/lib/stats/mutations'

const FLUSH_MS = 3_000
const DAY_MS = 24 * 3600_000
const SEEN_MAX = 200_000
/** More posts than this between two flushes are written at once. */
const PENDING_MAX = 5_000

const COUNTER = systemViewer('view-counter')
type Counter = {
  seen: LRUCache<string, true>
  pending: Map<string, Reads>
  timer: NodeJS.Timeout | undefined
  flushing: Promise<void>
}

const counter = () =>
  singleton('stats.view-counter', (): Counter => ({
    seen: new LRUCache({ max: SEEN_MAX, ttl: DAY_MS }),
    pending: new Map(),
    timer: undefined,
    flushing: Promise.resolve(),
  }))
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

function add(pending: Counter['pending'], read: Omit<Reads, 'views'>, views: number): void {
  const key = `${read.postId}|${read.day}|${read.host}`
  pending.set(key, { ...read, views: views + (pending.get(key)?.views ?? 0) })
}

type Visit = { postId: string; address: string | null; userAgent: string; host: string }

/** Counts a visit unless this reader was counted for the post today. Written through where a process may be frozen any time. */
export async function recordView({ postId, address, userAgent, host }: Visit): Promise<void> {
  const state = counter()
  const day = new Date().toISOString().slice(0, 10)
  const once = `${postId}|${day}|${readerOf(address, userAgent, day)}`
  if (state.seen.has(once)) return
  state.seen.set(once, true)
  add(state.pending, { postId, day, host }, 1)
  if (env().VERCEL || state.pending.size >= PENDING_MAX) return flushViews()
  state.timer ??= setTimeout(() => void flushViews(), FLUSH_MS).unref()
}

async function flushPending(): Promise<void> {
  const state = counter()
  clearTimeout(state.timer)
  state.timer = undefined
  const reads = [...state.pending.values()]
  if (reads.length === 0) return
  state.pending.clear()
  try {
    await addReads(COUNTER, reads)
  } catch (error) {
    for (const { views, ...read } of reads) add(state.pending, read, views)
    state.timer ??= setTimeout(() => void flushViews(), FLUSH_MS).unref()
    flushFailed({ error: error instanceof Error ? error.message : String(error), reads: reads.length })
  }
}

/** Writes what was counted so far. Never throws: what cannot be written is kept for the next time. */
export function flushViews(): Promise<void> {
  const state = counter()
  state.flushing = state.flushing.then(flushPending)
  return state.flushing
}

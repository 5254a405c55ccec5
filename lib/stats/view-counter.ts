import 'server-only'
// Counts reads: once a reader, post and UTC day, by a salted hash whose salt changes daily. No address is stored. Counts are
// written behind, every few seconds in one statement; a process that is killed without warning loses at most that.
import { createHmac } from 'node:crypto'
import { LRUCache } from 'lru-cache'
import { invalidate } from '@/lib/cache'
import { tags } from '@/lib/cache-keys'
import { db } from '@/lib/db'
import { env } from '@/lib/env'
import { atMostEvery } from '@/lib/logger'
import { singleton } from '@/lib/singleton'

const FLUSH_MS = 3_000
const DAY_MS = 24 * 3600_000
const SEEN_MAX = 200_000
/** More posts than this between two flushes are written at once. */
const PENDING_MAX = 5_000

type Read = { postId: string; day: string; host: string }
type Counter = {
  seen: LRUCache<string, true>
  pending: Map<string, Read & { views: number }>
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

function add(pending: Counter['pending'], read: Read, views: number): void {
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

/** Adds the counts to their rows and drops the statistics of the authors concerned. A deleted post's counts go nowhere. */
async function write(reads: readonly (Read & { views: number })[]): Promise<void> {
  const postIds = reads.map(({ postId }) => postId)
  const days = reads.map(({ day }) => day)
  const hosts = reads.map(({ host }) => host)
  const views = reads.map((read) => read.views)
  await db().$transaction([
    db().$executeRaw`
      insert into post_daily_views (post_id, day, views)
      select p.id, r.day, sum(r.views) from unnest(${postIds}::uuid[], ${days}::date[], ${views}::int[]) as r(post_id, day, views)
      join posts p on p.id = r.post_id group by p.id, r.day order by p.id, r.day
      on conflict (post_id, day) do update set views = post_daily_views.views + excluded.views`,
    db().$executeRaw`
      insert into post_daily_referrers (post_id, day, host, views)
      select p.id, r.day, r.host, sum(r.views)
      from unnest(${postIds}::uuid[], ${days}::date[], ${hosts}::text[], ${views}::int[]) as r(post_id, day, host, views)
      join posts p on p.id = r.post_id group by p.id, r.day, r.host order by p.id, r.day, r.host
      on conflict (post_id, day, host) do update set views = post_daily_referrers.views + excluded.views`,
  ])
  const authors = await db().post.findMany({
    where: { id: { in: postIds } },
    select: { authorId: true },
    distinct: ['authorId'],
  })
  await invalidate(authors.map(({ authorId }) => tags.authorStats(authorId)))
}

async function flushPending(): Promise<void> {
  const state = counter()
  clearTimeout(state.timer)
  state.timer = undefined
  const reads = [...state.pending.values()]
  if (reads.length === 0) return
  state.pending.clear()
  try {
    await write(reads)
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

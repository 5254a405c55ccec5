import 'server-only'
// An author's statistics, cached for five minutes; a flush of counted reads drops them, so a read shows within seconds.
import * as z from 'zod'
import type { Owner } from '@/lib/auth/identity'
import { cached } from '@/lib/cache'
import { keys, lifetimes, tags } from '@/lib/cache-keys'
import { db } from '@/lib/db'
import type { UserStats } from '@/lib/stats/schema'

const DAY_MS = 24 * 3600_000
const TOP_POSTS = 7
const TOP_REFERRERS = 7

const toDay = (date: Date) => date.toISOString().slice(0, 10)
const dayAgo = (now: Date, days: number) => toDay(new Date(now.getTime() - days * DAY_MS))

const count = z.coerce.number().int()
const dailyRows = z.array(z.object({ day: z.string(), reads: count }))
const topRows = z.array(
  z.object({
    id: z.string(),
    title: z.string(),
    slug: z.string(),
    publishedAt: z.date().nullable(),
    reads: count,
    previousReads: count,
  }),
)
const publicationRows = z.array(z.object({ day: z.string(), title: z.string() }))
const totalsRow = z.tuple([
  z.object({ published: count, drafts: count, scheduled: count, previousPublications: count }),
])
const referrerRows = z.array(z.object({ host: z.string(), reads: count }))

/** The first day of the period and of the one before; both periods have `days` days and today is the last. */
const bounds = (now: Date, days: number) => ({ from: dayAgo(now, days - 1), previousFrom: dayAgo(now, 2 * days - 1) })

async function readDaily(authorId: string, from: string) {
  return dailyRows.parse(
    await db().$queryRaw`
      select to_char(v.day, 'YYYY-MM-DD') as day, sum(v.views) as reads
      from post_daily_views v join posts p on p.id = v.post_id
      where p.author_id = ${authorId}::uuid and v.day >= ${from}::date
      group by v.day order by v.day`,
  )
}

async function readTopPosts(authorId: string, from: string, previousFrom: string) {
  const rows = topRows.parse(
    await db().$queryRaw`
      select p.id, p.title, p.slug, p.published_at as "publishedAt",
        coalesce(sum(v.views) filter (where v.day >= ${from}::date), 0) as reads,
        coalesce(sum(v.views) filter (where v.day < ${from}::date), 0) as "previousReads"
      from posts p join post_daily_views v on v.post_id = p.id and v.day >= ${previousFrom}::date
      where p.author_id = ${authorId}::uuid
      group by p.id
      having sum(v.views) filter (where v.day >= ${from}::date) > 0
      order by reads desc, p.id limit ${TOP_POSTS}`,
  )
  return rows.map(({ publishedAt, ...row }) => ({ ...row, publishedAt: publishedAt?.toISOString() ?? null }))
}

async function readPublications(authorId: string, from: string) {
  return publicationRows.parse(
    await db().$queryRaw`
      select to_char(published_at, 'YYYY-MM-DD') as day, title from posts
      where author_id = ${authorId}::uuid and published and published_at >= ${from}::date and published_at <= now()
      order by published_at, id limit 100`,
  )
}

async function readTotals(authorId: string, from: string, previousFrom: string) {
  const [totals] = totalsRow.parse(
    await db().$queryRaw`
      select count(*) filter (where published and published_at <= now()) as published,
        count(*) filter (where not published) as drafts,
        count(*) filter (where published and published_at > now()) as scheduled,
        count(*) filter (where published and published_at >= ${previousFrom}::date and published_at < ${from}::date) as "previousPublications"
      from posts where author_id = ${authorId}::uuid`,
  )
  return totals
}

/** Every day of a period, zeros included. */
function fill(rows: readonly { day: string; reads: number }[], from: string, days: number) {
  const readsOf = new Map(rows.map(({ day, reads }) => [day, reads]))
  const start = Date.parse(from)
  return Array.from({ length: days }, (_, index) => {
    const day = toDay(new Date(start + index * DAY_MS))
    return { day, reads: readsOf.get(day) ?? 0 }
  })
}

const sum = (rows: readonly { reads: number }[]) => rows.reduce((total, { reads }) => total + reads, 0)

async function loadUserStats(authorId: string, days: number): Promise<UserStats> {
  const now = new Date()
  const { from, previousFrom } = bounds(now, days)
  const [rows, topPosts, publications, totals] = await Promise.all([
    readDaily(authorId, previousFrom),
    readTopPosts(authorId, from, previousFrom),
    readPublications(authorId, from),
    readTotals(authorId, from, previousFrom),
  ])
  const daily = fill(rows, from, days)
  const previousDaily = fill(rows, previousFrom, days)
  const { previousPublications, ...posts } = totals
  return {
    days,
    countedAt: now.toISOString(),
    reads: sum(daily),
    previousReads: sum(previousDaily),
    daily,
    previousDaily,
    posts,
    publications,
    previousPublications,
    topPosts,
  }
}

/** The viewer's own statistics over the last `days` UTC days, today included. */
export const getUserStats = (viewer: Owner, { days }: { days: number }): Promise<UserStats> =>
  cached(keys.stats.user(viewer.userId, days), { ...lifetimes.stats, tags: [tags.authorStats(viewer.userId)] }, () =>
    loadUserStats(viewer.userId, days),
  )

/** Where the viewer's readers came from, most reads first; `''` is direct or not told. */
export const getUserReferrers = (
  viewer: Owner,
  { days }: { days: number },
): Promise<{ host: string; reads: number }[]> =>
  cached(
    keys.stats.referrers(viewer.userId, days),
    { ...lifetimes.stats, tags: [tags.authorStats(viewer.userId)] },
    async () =>
      referrerRows.parse(
        await db().$queryRaw`
        select r.host, sum(r.views) as reads
        from post_daily_referrers r join posts p on p.id = r.post_id
        where p.author_id = ${viewer.userId}::uuid and r.day >= ${dayAgo(new Date(), days - 1)}::date
        group by r.host order by reads desc, r.host limit ${TOP_REFERRERS}`,
      ),
  )

/** Reads of the viewer's own posts in the last 30 days, by post id; posts without reads are absent. */
export async function readsOfPosts(viewer: Owner, postIds: readonly string[]): Promise<Record<string, number>> {
  if (postIds.length === 0) return {}
  const rows = await db().postDailyView.groupBy({
    by: ['postId'],
    where: {
      postId: { in: [...postIds] },
      day: { gte: new Date(dayAgo(new Date(), 29)) },
      post: { authorId: viewer.userId },
    },
    _sum: { views: true },
  })
  return Object.fromEntries(rows.map(({ postId, _sum }) => [postId, _sum.views ?? 0]))
}

/** A page of the viewer's own posts, each with its reads of the last 30 days. */
export async function withReads<Post extends { id: string }, Page extends { data: Post[] }>(viewer: Owner, page: Page) {
  const reads = await readsOfPosts(
    viewer,
    page.data.map((post) => post.id),
  )
  return { ...page, data: page.data.map((post) => ({ ...post, reads: reads[post.id] ?? 0 })) }
}

import 'server-only'
// Writes of statistics: by the counter alone, for all readers together.
import type { SystemViewer } from '@/lib/auth/identity'
import { invalidate } from '@/lib/cache'
import { tags } from '@/lib/cache-keys'
import { db } from '@/lib/db'
import { log } from '@/lib/logger'

/** Reads of one post on one UTC day (YYYY-MM-DD) that came from one host ('' is direct or not told). */
export type Reads = { postId: string; day: string; host: string; views: number }

/** Adds the counts to their rows and drops the statistics of the authors concerned. A deleted post's counts go nowhere. */
export async function addReads(viewer: SystemViewer, reads: readonly Reads[]): Promise<void> {
  const postIds = reads.map(({ postId }) => postId)
  const days = reads.map(({ day }) => day)
  const hosts = reads.map(({ host }) => host)
  const views = reads.map((read) => read.views)
  // One transaction with the look-up: whatever fails fails all of it, so a retry cannot count twice.
  const [authors] = await db().$transaction([
    db().post.findMany({ where: { id: { in: postIds } }, select: { authorId: true }, distinct: ['authorId'] }),
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
  log.debug('views_written', { actor: viewer.actor, rows: reads.length })
  await invalidate(authors.map(({ authorId }) => tags.authorStats(authorId)))
}

import { MEASURE_ROWS } from '@/components/stats/figures'
import { MeasureList, MeasureListSkeleton } from '@/components/stats/measure-list'
import type { UserViewer } from '@/lib/auth/identity'
import { getUserStats } from '@/lib/stats/queries'

export async function MostRead({ viewer, days }: { viewer: UserViewer; days: number }) {
  const { topPosts, daily } = await getUserStats(viewer, { days })
  const firstDay = daily[0]?.day ?? ''
  const rows = topPosts
    .filter((post) => post.reads > 0)
    .slice(0, MEASURE_ROWS)
    .map(({ id, title, reads, previousReads, publishedAt }) => ({
      id,
      label: title,
      value: reads,
      href: `/posts/${id}`,
      note: publishedAt && publishedAt >= firstDay ? { since: publishedAt } : { before: previousReads },
    }))
  return <MeasureList rows={rows} empty={`Nothing was read in these ${days} days.`} />
}

export function MostReadSkeleton() {
  return <MeasureListSkeleton label="Loading the most read posts" />
}

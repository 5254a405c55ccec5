import { Figure, FigureGrid, FigureGridSkeleton } from '@/components/stats/figure-grid'
import { bestDay, median } from '@/components/stats/figures'
import { BarSpark, MomentSpark, SpreadSpark, StepSpark } from '@/components/stats/sparks'
import { Trend, TrendNote } from '@/components/stats/trend'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatDay, formatNumber } from '@/lib/format'
import { getUserStats } from '@/lib/stats/queries'

export async function StatFigures({ viewer, days }: { viewer: UserViewer; days: number }) {
  const stats = await getUserStats(viewer, { days })
  const daily = stats.daily.map((day) => day.reads)
  const wholeDays = daily.slice(0, -1) // Today is not over: it would pull the usual day down.
  const usual = median(wholeDays)
  const best = bestDay(stats.daily)
  const publishedOn = new Set(stats.publications.map((publication) => publication.day))
  return (
    <FigureGrid>
      <Figure
        label="Reads"
        value={stats.reads}
        trend={<Trend now={stats.reads} before={stats.previousReads} />}
        spark={<StepSpark values={daily} />}
        note={`${formatNumber(stats.previousReads)} in the ${days} days before`}
      />
      <Figure
        label="On a usual day"
        value={usual}
        trend={<Trend now={usual} before={median(stats.previousDaily.map((day) => day.reads))} />}
        spark={<SpreadSpark values={wholeDays} usual={usual} />}
        note="median of the days, each a tick"
      />
      <Figure
        label="Best day"
        value={best?.reads ?? 0}
        trend={<Trend now={best?.reads ?? 0} before={bestDay(stats.previousDaily)?.reads ?? 0} />}
        spark={<BarSpark values={daily} />}
        note={best ? formatDay(best.day) : 'no reads yet'}
      />
      <Figure
        label="Posts published"
        value={stats.publications.length}
        trend={<TrendNote>{formatNumber(stats.previousPublications)} before</TrendNote>}
        spark={<MomentSpark moments={stats.daily.map((day) => publishedOn.has(day.day))} />}
        note={`${formatNumber(stats.posts.published)} published in all, ${countDrafts(stats.posts.drafts)}`}
      />
    </FigureGrid>
  )
}

function countDrafts(drafts: number): string {
  return drafts === 1 ? '1 draft' : `${formatNumber(drafts)} drafts`
}

export function StatFiguresSkeleton() {
  return <FigureGridSkeleton />
}

import { DayName, Figure, FigureGrid, FigureGridSkeleton } from '@/components/stats/figure-grid'
import { bestDay, median } from '@/components/stats/figures'
import { BarSpark, MomentSpark, SpreadSpark, StepSpark } from '@/components/stats/sparks'
import { Trend, TrendNote } from '@/components/stats/trend'
import { Amount } from '@/components/ui/moment'
import type { UserViewer } from '@/lib/auth/identity'
import { getUserStats } from '@/lib/stats/queries'
import type { UserStats } from '@/lib/stats/schema'

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
        note={
          <>
            <Amount of={stats.previousReads} /> in the {days} days before
          </>
        }
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
        note={best ? <DayName day={best.day} /> : 'no reads yet'}
      />
      <Figure
        label="Posts published"
        value={stats.publications.length}
        trend={
          <TrendNote>
            <Amount of={stats.previousPublications} /> before
          </TrendNote>
        }
        spark={<MomentSpark moments={stats.daily.map((day) => publishedOn.has(day.day))} />}
        note={<InAll {...stats.posts} />}
      />
    </FigureGrid>
  )
}

function InAll({ published, drafts }: UserStats['posts']) {
  return (
    <>
      <Amount of={published} /> published in all, <Amount of={drafts} /> {drafts === 1 ? 'draft' : 'drafts'}
    </>
  )
}

export function StatFiguresSkeleton() {
  return <FigureGridSkeleton />
}

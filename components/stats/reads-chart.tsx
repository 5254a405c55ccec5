import { bestDay } from '@/components/stats/figures'
import { ReadsPlotOnSight } from '@/components/stats/reads-plot-on-sight'
import { SkeletonStatus } from '@/components/ui/skeleton'
import { StepsSkeleton } from '@/components/stats/steps-skeleton'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatDate, formatDay, formatNumber } from '@/lib/format'
import { getUserStats } from '@/lib/stats/queries'
import type { UserStats } from '@/lib/stats/schema'

const figureClasses = 'relative -mb-1.5 flex min-h-57 flex-1 flex-col sm:min-h-72'

export async function ReadsChart({ viewer, days }: { viewer: UserViewer; days: number }) {
  const stats = await getUserStats(viewer, { days })
  return (
    <figure className={figureClasses}>
      <ReadsPlotOnSight
        label={summarise(stats)}
        daily={stats.daily}
        previous={stats.previousDaily.map((day) => day.reads)}
        publications={stats.publications}
      />
      <ReadsTable stats={stats} />
    </figure>
  )
}

function summarise({ days, reads, previousReads, daily }: UserStats): string {
  const best = bestDay(daily)
  const highest = best ? `, highest ${formatNumber(best.reads)} on ${formatDate(best.day)}` : ''
  const total = `${formatNumber(reads)} in all${highest}`
  return `Reads per day, last ${days} days: ${total}. Previous ${days} days: ${formatNumber(previousReads)}.`
}

/** The same numbers for who cannot see the chart, and for everybody where no script runs. */
function ReadsTable({ stats }: { stats: UserStats }) {
  return (
    <div className="sr-only noscript:not-sr-only">
      <table>
        <caption>Reads per day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Reads</th>
            <th scope="col">{stats.days} days before</th>
          </tr>
        </thead>
        <tbody>
          {stats.daily.map((day, index) => (
            <tr key={day.day}>
              <th scope="row">{formatDay(day.day)}</th>
              <td>{formatNumber(day.reads)}</td>
              <td>{formatNumber(stats.previousDaily[index]?.reads ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What the lines and marks of the chart mean. */
export function ReadsChartKeys() {
  return (
    <p aria-hidden="true" className="flex gap-4 font-mono text-label whitespace-nowrap text-muted-foreground">
      <span className="inline-flex items-center gap-[0.4375rem]">
        <i className="w-3.5 border-t-[1.5px] border-chart-line" />
        This period
      </span>
      <span className="inline-flex items-center gap-[0.4375rem]">
        <i className="w-3.5 border-t border-dashed border-chart-previous" />
        The one before
      </span>
      <span className="inline-flex items-center gap-[0.4375rem] max-sm:hidden">
        <i className="hold" />
        Published
      </span>
    </p>
  )
}

export function ReadsChartSkeleton() {
  return (
    <div className={figureClasses}>
      <StepsSkeleton />
      <SkeletonStatus>Loading the reads per day</SkeletonStatus>
    </div>
  )
}

'use client'

import type { ReadsPlotProps } from '@/components/stats/reads-plot'
import { ReadsPlotOnSight } from '@/components/stats/reads-plot-on-sight'
import { StepsSkeleton } from '@/components/stats/steps-skeleton'
import { SkeletonStatus } from '@/components/ui/skeleton'
import { formatDay, formatNumber } from '@/lib/format'

const figureClasses = 'relative -mb-1.5 flex min-h-57 flex-1 flex-col sm:min-h-72'

export function ReadsFigure(props: ReadsPlotProps) {
  return (
    <figure className={figureClasses}>
      <ReadsPlotOnSight {...props} />
      <ReadsTable {...props} />
    </figure>
  )
}

/** The same numbers for who cannot see the chart, and for everybody where no script runs. */
function ReadsTable({ daily, previous }: ReadsPlotProps) {
  return (
    <div className="sr-only noscript:not-sr-only">
      <table>
        <caption>Reads per day</caption>
        <thead>
          <tr>
            <th scope="col">Day</th>
            <th scope="col">Reads</th>
            <th scope="col">{daily.length} days before</th>
          </tr>
        </thead>
        <tbody>
          {daily.map(({ day, reads }, index) => (
            <tr key={day}>
              <th scope="row">{formatDay(day)}</th>
              <td>{formatNumber(reads)}</td>
              <td>{formatNumber(previous[index] ?? 0)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}

/** What the lines and marks of the chart mean. */
export function ReadsFigureKeys() {
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

export function ReadsFigureSkeleton() {
  return (
    <div className={figureClasses}>
      <StepsSkeleton />
      <SkeletonStatus>Loading the reads per day</SkeletonStatus>
    </div>
  )
}

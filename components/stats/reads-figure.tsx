'use client'

import { DayName } from '@/components/stats/figure-grid'
import { bestDay } from '@/components/stats/figures'
import type { ReadsPlotProps } from '@/components/stats/reads-plot'
import { ReadsPlotOnSight } from '@/components/stats/reads-plot-on-sight'
import { StepsSkeleton } from '@/components/stats/steps-skeleton'
import { Amount } from '@/components/ui/moment'
import { SkeletonStatus } from '@/components/ui/skeleton'
import { useViewerFormat } from '@/hooks/use-viewer-format'
import { formatDate, formatNumber, type FormatOptions } from '@/lib/format'

const figureClasses = 'relative -mb-1.5 flex min-h-57 flex-1 flex-col sm:min-h-72'

type ReadsFigureProps = Omit<ReadsPlotProps, 'label'>

export function ReadsFigure(props: ReadsFigureProps) {
  return (
    <figure className={figureClasses}>
      <ReadsPlotOnSight {...props} label={summarise(props, useViewerFormat())} />
      <ReadsTable {...props} />
    </figure>
  )
}

const sum = (values: readonly number[]) => values.reduce((total, value) => total + value, 0)

function summarise({ daily, previous }: ReadsFigureProps, { locale }: Required<FormatOptions>): string {
  const count = (reads: number) => formatNumber(reads, { locale })
  const best = bestDay(daily)
  const highest = best ? `, highest ${count(best.reads)} on ${formatDate(best.day, { locale })}` : ''
  const total = `${count(sum(daily.map(({ reads }) => reads)))} in all${highest}`
  return `Reads per day, last ${daily.length} days: ${total}. Previous ${previous.length} days: ${count(sum(previous))}.`
}

/** The same numbers for who cannot see the chart, and for everybody where no script runs. */
function ReadsTable({ daily, previous }: ReadsFigureProps) {
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
              <th scope="row">
                <DayName day={day} />
              </th>
              <td>
                <Amount of={reads} />
              </td>
              <td>
                <Amount of={previous[index] ?? 0} />
              </td>
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

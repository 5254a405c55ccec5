import type { CSSProperties, ReactNode } from 'react'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import { formatNumber } from '@/lib/format'

export const MEASURE_ROWS = 7
const WIDTHS = ['w-4/5', 'w-3/5', 'w-2/3', 'w-1/2', 'w-3/4', 'w-2/5', 'w-3/5']

// The list keeps the height of its seven rows, so that neither the skeleton nor a short list moves the page.
const listClasses = 'min-h-[calc(7*2.75rem)] sm:min-h-[calc(7*2.375rem)]'
const rowClasses = 'measure grid h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-4 text-sm sm:h-9.5'

export function MeasureList({ children }: { children: ReactNode }) {
  return <ol className={listClasses}>{children}</ol>
}

type MeasureProps = { value: number; max: number; note: ReactNode; children: ReactNode }

/** A row whose own hairline carries its value. */
export function Measure({ value, max, note, children }: MeasureProps) {
  const share = { '--measure': `${((value / Math.max(max, 1)) * 100).toFixed(1)}%` } as CSSProperties
  return (
    <li className={rowClasses} style={share}>
      <span className="flex min-w-0 items-center gap-3">{children}</span>
      <span className="flex items-center gap-2 sm:gap-3.5">
        <span className="text-right font-mono text-label whitespace-nowrap text-muted-foreground sm:min-w-16">
          {note}
        </span>
        <span className="min-w-12 text-right font-medium tabular-nums">{formatNumber(value)}</span>
      </span>
    </li>
  )
}

export function MeasureListSkeleton({ label }: { label: string }) {
  return (
    <div className={listClasses}>
      {WIDTHS.map((width, index) => (
        <div key={index} className={rowClasses.replace('measure', 'border-b')}>
          <Skeleton className={width} />
          <Skeleton className="w-12" />
        </div>
      ))}
      <SkeletonStatus>{label}</SkeletonStatus>
    </div>
  )
}

'use client'

import type { ReactNode } from 'react'
import { Amount } from '@/components/ui/moment'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import { useViewerFormat } from '@/hooks/use-viewer-format'
import { formatDay } from '@/lib/format'

export function FigureGrid({ children }: { children: ReactNode }) {
  return <div className="grid grid-cols-2 xl:grid-cols-4">{children}</div>
}

type FigureProps = { label: string; value: number; trend: ReactNode; spark: ReactNode; note: ReactNode }

export function Figure({ label, value, trend, spark, note }: FigureProps) {
  return (
    <FigureCell label={label}>
      <div className="mt-1.5 mb-3 flex items-baseline gap-2.5 max-sm:flex-col max-sm:gap-0.5">
        <b className="text-[1.625rem] leading-8 font-medium tracking-[-0.03em] tabular-nums sm:text-figure sm:leading-8">
          <Amount of={value} />
        </b>
        {trend}
      </div>
      {spark}
      <p className="mt-2.5 font-mono text-label text-muted-foreground max-sm:min-h-8 sm:truncate">{note}</p>
    </FigureCell>
  )
}

/** A day of the count: it is one of UTC wherever it is read. */
export function DayName({ day }: { day: string }) {
  const { locale } = useViewerFormat()
  return <span lang={locale}>{formatDay(day, { locale })}</span>
}

function FigureCell({ label, children }: { label: string; children: ReactNode }) {
  return (
    <div className="min-w-0 px-4 py-3.5 not-first:border-l max-xl:odd:border-l-0 max-xl:nth-[n+3]:border-t sm:px-5 sm:py-[1.125rem]">
      <h2 className="font-mono text-label font-normal text-muted-foreground">{label}</h2>
      {children}
    </div>
  )
}

export function FigureGridSkeleton() {
  return (
    <FigureGrid>
      {['Reads', 'On a usual day', 'Best day', 'Posts published'].map((label) => (
        <FigureCell key={label} label={label}>
          <div className="mt-1.5 mb-3 flex h-8 items-center max-sm:h-12.5">
            <Skeleton className="h-6 w-20" />
          </div>
          <Skeleton className="h-7 w-full" />
          <div className="mt-2.5 flex h-4 items-center max-sm:h-8">
            <Skeleton className="h-2.5 w-3/4" />
          </div>
        </FigureCell>
      ))}
      <SkeletonStatus>Loading the figures</SkeletonStatus>
    </FigureGrid>
  )
}

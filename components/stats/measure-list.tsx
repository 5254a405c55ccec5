'use client'

import { clsx } from 'clsx'
import Link from 'next/link'
import type { CSSProperties } from 'react'
import { Trend } from '@/components/stats/trend'
import { Amount, Moment, Share } from '@/components/ui/moment'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'

type Note = { since: string } | { share: number } | { before: number }

export type MeasureRow = {
  id: string
  label: string
  value: number
  /** What stands before the value: since when, which part of all, or the trend from the value one period before. */
  note: Note
  href?: string
}

const WIDTHS = ['w-4/5', 'w-3/5', 'w-2/3', 'w-1/2', 'w-3/4', 'w-2/5', 'w-3/5']

// The list keeps the height of its seven rows, so that neither the skeleton nor a short list moves the page, and draws
// their hairlines, also of those that are not there yet.
const listClasses =
  'min-h-[calc(7*2.75rem)] bg-[linear-gradient(to_top,var(--border)_1px,transparent_1px)] bg-size-[100%_2.75rem] sm:min-h-[calc(7*2.375rem)] sm:bg-size-[100%_2.375rem]'
const rowClasses = 'grid h-11 grid-cols-[minmax(0,1fr)_auto] items-center gap-4 text-sm sm:h-9.5'

/** Rows whose hairlines carry their values. Rows that lead somewhere are numbered. */
export function MeasureList({ rows, empty }: { rows: readonly MeasureRow[]; empty: string }) {
  const max = Math.max(...rows.map((row) => row.value), 1)
  return (
    <ol className={clsx(listClasses, rows.length === 0 && 'mask-[linear-gradient(black_2.75rem,transparent)]')}>
      {rows.length === 0 ? <li className="flex h-11 items-center text-muted-foreground sm:h-9.5">{empty}</li> : null}
      {rows.map((row, index) => (
        <Measure key={row.id} {...row} share={row.value / max} place={index + 1} />
      ))}
    </ol>
  )
}

function Measure({ label, value, note, href, share, place }: MeasureRow & { share: number; place: number }) {
  return (
    <li
      className={clsx('measure', rowClasses)}
      style={{ '--measure': `${(share * 100).toFixed(1)}%` } as CSSProperties}
    >
      <span className="flex min-w-0 items-center gap-3">
        {href ? (
          <>
            <span className="w-3 flex-none font-mono text-label text-muted-foreground">{place}</span>
            <Link href={href} prefetch={false} className="truncate underline-offset-3 hover:underline">
              {label}
            </Link>
          </>
        ) : (
          <span className="truncate">{label}</span>
        )}
      </span>
      <span className="flex items-center gap-2 sm:gap-3.5">
        <span className="text-right font-mono text-label whitespace-nowrap text-muted-foreground sm:min-w-16">
          <MeasureNote note={note} value={value} />
        </span>
        <span className="min-w-12 text-right font-medium tabular-nums">
          <Amount of={value} />
        </span>
      </span>
    </li>
  )
}

function MeasureNote({ note, value }: Pick<MeasureRow, 'note' | 'value'>) {
  if ('share' in note) return <Share of={note.share} />
  if ('before' in note) return <Trend now={value} before={note.before} />
  return (
    <>
      since <Moment at={note.since} as="short-day" />
    </>
  )
}

export function MeasureListSkeleton({ label }: { label: string }) {
  return (
    <div className={listClasses}>
      {WIDTHS.map((width, index) => (
        <div key={index} className={rowClasses}>
          <Skeleton className={width} />
          <Skeleton className="w-12" />
        </div>
      ))}
      <SkeletonStatus>{label}</SkeletonStatus>
    </div>
  )
}

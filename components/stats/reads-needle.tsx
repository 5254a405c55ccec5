'use client'

import { useState, type KeyboardEvent, type PointerEvent } from 'react'
import { DayName } from '@/components/stats/figure-grid'
import { Amount } from '@/components/ui/moment'
import { useViewerFormat } from '@/hooks/use-viewer-format'
import { formatDay, formatNumber } from '@/lib/format'
import type { UserStats } from '@/lib/stats/schema'

/** Where the lines are drawn inside the chart's box, in pixels. */
export const PLOT = { top: 8, bottom: 28 }

type ReadsNeedleProps = {
  daily: UserStats['daily']
  previous: number[]
  publications: UserStats['publications']
  left: number
}

/** Reads one day off the chart: by pointer, by touch, or with the arrow keys. */
export function ReadsNeedle({ daily, previous, publications, left }: ReadsNeedleProps) {
  const last = daily.length - 1
  const [index, setIndex] = useState(last)
  const [shown, setShown] = useState(false)
  const { locale } = useViewerFormat()
  const current = daily[index]
  if (!current) return null

  const point = (event: PointerEvent<HTMLDivElement>) => {
    const box = event.currentTarget.getBoundingClientRect()
    const day = Math.floor(((event.clientX - box.left) / box.width) * daily.length)
    setIndex(Math.min(Math.max(day, 0), last))
    setShown(true)
  }
  const step = (event: KeyboardEvent) => {
    const target = targetOf(event.key, index, last)
    if (target === null) return
    event.preventDefault()
    setIndex(target)
    setShown(true)
  }
  const day = { ...current, previous: previous[index] ?? 0 }
  return (
    <div
      role="slider"
      tabIndex={0}
      aria-label="Day"
      aria-valuemin={1}
      aria-valuemax={daily.length}
      aria-valuenow={index + 1}
      aria-valuetext={`${formatDay(day.day, { locale })}: ${formatNumber(day.reads, { locale })} reads, ${formatNumber(day.previous, { locale })} in the period before`}
      className="absolute right-0 touch-pan-y"
      style={{ left, top: PLOT.top, bottom: PLOT.bottom }}
      onPointerMove={point}
      onPointerDown={point}
      onPointerLeave={() => setShown(false)}
      onFocus={() => setShown(true)}
      onBlur={() => setShown(false)}
      onKeyDown={step}
    >
      {shown ? (
        <Readout
          at={(index + 0.5) / daily.length}
          {...day}
          published={publications.filter((publication) => publication.day === day.day).map(({ title }) => title)}
        />
      ) : null}
    </div>
  )
}

function targetOf(key: string, index: number, last: number): number | null {
  if (key === 'ArrowLeft' || key === 'ArrowDown') return Math.max(index - 1, 0)
  if (key === 'ArrowRight' || key === 'ArrowUp') return Math.min(index + 1, last)
  if (key === 'Home') return 0
  if (key === 'End') return last
  return null
}

type ReadoutProps = { at: number; day: string; reads: number; previous: number; published: string[] }

function Readout({ at, day, reads, previous, published }: ReadoutProps) {
  const isRight = at > 0.5
  return (
    <div
      aria-hidden="true"
      className="pointer-events-none absolute inset-y-0 w-px bg-foreground"
      style={{ left: `${at * 100}%` }}
    >
      <div
        className={`absolute -top-1.5 max-w-64 rounded-[4px] bg-popover px-2 py-1 font-mono text-label whitespace-nowrap text-muted-foreground shadow-float ${isRight ? 'right-2' : 'left-2'}`}
      >
        <p>
          <DayName day={day} />
        </p>
        <p>
          <b className="font-medium text-foreground">
            <Amount of={reads} />
          </b>{' '}
          reads, <Amount of={previous} /> before
        </p>
        {published.map((title) => (
          <p key={title} className="flex items-center gap-1.5">
            <i className="hold" />
            <span className="truncate font-sans text-xs text-foreground">{title}</span>
          </p>
        ))}
      </div>
    </div>
  )
}

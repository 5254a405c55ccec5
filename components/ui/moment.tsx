'use client'

import { useViewerFormat } from '@/hooks/use-viewer-format'
import {
  formatClock,
  formatFullDay,
  formatNumber,
  formatPercent,
  formatRecent,
  formatShortDate,
  formatShortDay,
  formatTime,
  formatZone,
} from '@/lib/format'

const WAYS = {
  clock: formatClock,
  'full-day': formatFullDay,
  'short-date': formatShortDate,
  'short-day': formatShortDay,
  time: formatTime,
}

type MomentProps = { at: Date | string; className?: string } & ({ as: keyof typeof WAYS } | { as: 'recent'; now: Date })

/** An instant in the zone and the locale of who looks. */
export function Moment({ at, className, ...way }: MomentProps) {
  const format = useViewerFormat()
  return (
    <time dateTime={new Date(at).toISOString()} lang={format.locale} className={className}>
      {way.as === 'recent' ? formatRecent(at, way.now, format) : WAYS[way.as](at, format)}
    </time>
  )
}

/** The zone that moments are told in. */
export function Zone({ at }: { at: Date }) {
  return formatZone(at, useViewerFormat())
}

/** A whole number in the locale of who looks. */
export function Amount({ of: value }: { of: number }) {
  return formatNumber(value, useViewerFormat())
}

/** "11.8 %" of a ratio of 0.118 */
export function Share({ of: ratio }: { of: number }) {
  return formatPercent(ratio, useViewerFormat())
}

'use client'

import {
  Area,
  CartesianGrid,
  ComposedChart,
  Line,
  ReferenceDot,
  XAxis,
  YAxis,
  type XAxisTickContentProps,
} from 'recharts'
import { axisTicks } from '@/components/stats/figures'
import { PLOT, ReadsNeedle } from '@/components/stats/reads-needle'
import { useViewerFormat } from '@/hooks/use-viewer-format'
import { formatNumber, formatShortDay } from '@/lib/format'
import type { UserStats } from '@/lib/stats/schema'

export type ReadsPlotProps = {
  label: string
  daily: UserStats['daily']
  previous: number[]
  publications: UserStats['publications']
}

const TICK = {
  fontFamily: 'var(--font-mono)',
  fontSize: 11.5,
  letterSpacing: '-0.012em',
  fill: 'var(--muted-foreground)',
}
const CHARACTER_PX = 7

export function ReadsPlot({ label, daily, previous, publications }: ReadsPlotProps) {
  const ticks = axisTicks(Math.max(...daily.map((day) => day.reads), ...previous))
  const { locale } = useViewerFormat()
  const axisWidth = formatNumber(ticks.at(-1) ?? 0, { locale }).length * CHARACTER_PX + 8
  const publishedOn = new Set(publications.map((publication) => publication.day))
  return (
    <div className="absolute inset-0">
      <div role="img" aria-label={label} className="absolute inset-0">
        <ComposedChart
          responsive
          data={toPoints(daily, previous)}
          margin={{ top: PLOT.top, right: 0, bottom: 0, left: 0 }}
          style={{ width: '100%', height: '100%' }}
          accessibilityLayer={false}
        >
          <CartesianGrid vertical={false} stroke="var(--chart-grid)" />
          <DayAxis daily={daily} />
          <ReadsAxis ticks={ticks} width={axisWidth} locale={locale} />
          <Steps />
          {daily.map(({ day }, index) =>
            publishedOn.has(day) ? (
              <ReferenceDot key={day} x={index + 0.5} y={0} ifOverflow="visible" shape={Hold} />
            ) : null,
          )}
        </ComposedChart>
      </div>
      <ReadsNeedle daily={daily} previous={previous} publications={publications} left={axisWidth} />
    </div>
  )
}

function DayAxis({ daily }: { daily: ReadsPlotProps['daily'] }) {
  return (
    <XAxis
      type="number"
      dataKey="x"
      domain={[0, daily.length]}
      ticks={dayTicks(daily)}
      tick={(props: XAxisTickContentProps) => <DayTick {...props} daily={daily} />}
      tickLine={false}
      axisLine={{ stroke: 'var(--border-strong)' }}
      height={PLOT.bottom}
      interval={0}
    />
  )
}

function ReadsAxis({ ticks, width, locale }: { ticks: number[]; width: number; locale: string }) {
  return (
    <YAxis
      domain={[0, ticks.at(-1) ?? 0]}
      ticks={ticks}
      tick={TICK}
      tickFormatter={(value: number) => formatNumber(value, { locale })}
      tickMargin={8}
      tickSize={0}
      tickLine={false}
      axisLine={false}
      width={width}
      interval={0}
    />
  )
}

const series = { isAnimationActive: false, dot: false, activeDot: false } as const
const line = { ...series, stroke: 'var(--chart-line)', strokeWidth: 1.5, fillOpacity: 1 } as const
const previousLine = { ...series, stroke: 'var(--chart-previous)', strokeWidth: 1, strokeDasharray: '2 3' } as const

function Steps() {
  return (
    <>
      <defs>
        <pattern id="not-over" width="5" height="5" patternUnits="userSpaceOnUse" patternTransform="rotate(45)">
          <path d="M1 0V5" stroke="var(--chart-fill)" strokeWidth="2" />
        </pattern>
      </defs>
      <Area {...line} dataKey="over" type="stepAfter" fill="var(--chart-fill)" />
      <Area {...line} dataKey="today" type="stepBefore" fill="url(#not-over)" strokeDasharray="2 2" />
      <Line {...previousLine} dataKey="previous" type="stepAfter" />
    </>
  )
}

/** One point where each day begins and one where today ends. Today is a series of its own: it is not over. */
function toPoints(daily: ReadsPlotProps['daily'], previous: readonly number[]) {
  const today = daily.length - 1
  const yesterday = daily[today - 1]?.reads
  const days = daily.map(({ reads }, x) => ({
    x,
    over: x < today ? reads : yesterday,
    today: x < today ? undefined : (yesterday ?? reads),
    previous: previous[x],
  }))
  return [...days, { x: daily.length, over: undefined, today: daily[today]?.reads, previous: previous[today] }]
}

/** Every day of a week; of longer periods the Mondays, or every second one, as far as a label has room. */
function dayTicks(daily: ReadsPlotProps['daily']): number[] {
  const days = daily.map((_, index) => index)
  if (daily.length <= 7) return days
  const room = daily.length / 8
  const isMonday = (index: number) => new Date(daily[index]?.day ?? '').getUTCDay() === 1
  const mondays = days.filter((index) => isMonday(index) && index <= daily.length - room)
  return daily.length > 45 ? mondays.filter((_, index) => index % 2 === 0) : mondays
}

function DayTick({ x, y, payload, daily }: XAxisTickContentProps & { daily: ReadsPlotProps['daily'] }) {
  const { locale } = useViewerFormat()
  const day = daily[Number(payload.value)]?.day
  return day ? (
    <text {...TICK} x={x} y={Number(y) + 8}>
      {formatShortDay(day, { locale })}
    </text>
  ) : null
}

function Hold({ cx = 0, cy = 0 }: { cx?: number; cy?: number }) {
  return (
    <g>
      <rect x={cx - 5.5} y={cy - 5.5} width="11" height="11" fill="var(--card)" />
      <rect
        x={cx - 3}
        y={cy - 3}
        width="6"
        height="6"
        fill="var(--hold-mark)"
        stroke="var(--hold-ink)"
        strokeWidth="1.25"
      />
    </g>
  )
}

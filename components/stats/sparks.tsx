'use client'

// Small charts. Each fits its figure: a trend in steps, a spread, a best day, moments in time. They are drawn on the server,
// and the page carries their numbers, not their marks.

const percent = (part: number, whole: number) => (whole === 0 ? 0 : (part / whole) * 100)
const position = (value: number) => `${value.toFixed(2)}%`

type DailyProps = { values: readonly number[] }

export function StepSpark({ values }: DailyProps) {
  const max = Math.max(...values)
  const line = values
    .map((value, index) => {
      const height = (100 - percent(value, max) * 0.95).toFixed(1)
      return `${index === 0 ? 'M0 ' : 'V'}${height}H${percent(index + 1, values.length).toFixed(2)}`
    })
    .join('')
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" className="h-7 w-full border-b">
      <path d={`${line}V100H0Z`} className="fill-chart-fill" />
      <path d={line} vectorEffect="non-scaling-stroke" className="fill-none stroke-chart-line stroke-[1.25]" />
    </svg>
  )
}

export function BarSpark({ values }: DailyProps) {
  const max = Math.max(...values)
  const best = values.indexOf(max)
  const slot = 100 / values.length
  return (
    <svg viewBox="0 0 100 100" preserveAspectRatio="none" aria-hidden="true" className="h-7 w-full border-b">
      {values.map((value, index) => {
        const height = percent(value, max) * 0.96
        return (
          <rect
            key={index}
            x={slot * (index + 0.08)}
            width={slot * 0.84}
            y={100 - height}
            height={height}
            className={index === best && max > 0 ? 'fill-chart-line' : 'fill-border-strong'}
          />
        )
      })}
    </svg>
  )
}

/** Each day a tick at its number of reads; the hold stands on the usual one. */
export function SpreadSpark({ values, usual }: DailyProps & { usual: number }) {
  const max = Math.max(...values, 1)
  return (
    <span aria-hidden="true" className="relative block h-7 border-b">
      {values.map((value, index) => (
        <i
          key={index}
          className="absolute bottom-0 h-[9px] w-px bg-chart-previous"
          style={{ left: position(percent(value, max)) }}
        />
      ))}
      <Marker left={percent(usual, max)} className="bottom-3 after:h-3" />
    </span>
  )
}

/** Each day a tick; a hold where something happened. */
export function MomentSpark({ moments }: { moments: readonly boolean[] }) {
  return (
    <span aria-hidden="true" className="relative block h-7 border-b">
      {moments.map((happened, index) => {
        const left = percent(index + 0.5, moments.length)
        return happened ? (
          <Marker key={index} left={left} className="bottom-2 after:h-2" />
        ) : (
          <i key={index} className="absolute bottom-0 h-1 w-px bg-border-strong" style={{ left: position(left) }} />
        )
      })}
    </span>
  )
}

function Marker({ left, className }: { left: number; className: string }) {
  return (
    <i
      className={`absolute -ml-[3px] hold after:absolute after:top-[7px] after:left-[3px] after:w-px after:bg-hold-ink ${className}`}
      style={{ position: 'absolute', left: position(left) }}
    />
  )
}

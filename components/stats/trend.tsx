'use client'

import type { ReactNode } from 'react'
import { Share } from '@/components/ui/moment'

/** How a number stands against the same number one period before. */
export function Trend({ now, before }: { now: number; before: number }) {
  if (before === 0) return <TrendNote>{now === 0 ? 'none before either' : 'none before'}</TrendNote>
  const change = now / before - 1
  if (Math.abs(change) < 0.0005) return <TrendNote>as before</TrendNote>
  const isUp = change > 0
  return (
    <TrendNote>
      <svg
        viewBox="0 0 8 8"
        aria-hidden="true"
        className={`size-[7px] fill-current ${isUp ? 'text-hold-ink' : 'text-destructive'}`}
      >
        <path d={isUp ? 'M4 1 7.5 7h-7z' : 'M4 7 .5 1h7z'} />
      </svg>
      <span className="sr-only">{isUp ? 'up' : 'down'}</span>
      <Share of={Math.abs(change)} />
    </TrendNote>
  )
}

export function TrendNote({ children }: { children: ReactNode }) {
  return (
    <span className="inline-flex items-center justify-end gap-[0.1875rem] font-mono text-label whitespace-nowrap text-muted-foreground">
      {children}
    </span>
  )
}

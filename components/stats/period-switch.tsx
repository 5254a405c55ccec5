import Link from 'next/link'
import { RefreshButton } from '@/components/stats/refresh-button'
import { DEFAULT_STATS_DAYS, STATS_DAYS } from '@/lib/stats/schema'

/** The period an address asks for; anything unknown is the usual one. */
export function toPeriod(days: string | string[] | undefined): number {
  return STATS_DAYS.find((option) => String(option) === days) ?? DEFAULT_STATS_DAYS
}

/** Plain links that look like a segmented switch: the period is part of the address. Beside it, the way to newer figures. */
export function PeriodSwitch({ days }: { days: number }) {
  return (
    <>
      <nav aria-label="Period" className="inline-flex gap-0.5 rounded-md border border-border-strong bg-card p-0.5">
        {STATS_DAYS.map((option) => (
          <Link
            key={option}
            href={`/dashboard?days=${option}`}
            prefetch={false}
            scroll={false}
            aria-current={option === days ? 'page' : undefined}
            className="flex h-[calc(var(--control)-6px)] items-center rounded-[4px] px-2.5 text-xs text-muted-foreground tabular-nums transition-colors hover:text-foreground aria-[current]:bg-accent aria-[current]:font-medium aria-[current]:text-foreground"
          >
            {option} days
          </Link>
        ))}
      </nav>
      <RefreshButton />
    </>
  )
}

import { bestDay } from '@/components/stats/figures'
import { ReadsFigure, ReadsFigureSkeleton } from '@/components/stats/reads-figure'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatDate, formatNumber } from '@/lib/format'
import { getUserStats } from '@/lib/stats/queries'
import type { UserStats } from '@/lib/stats/schema'

export async function ReadsChart({ viewer, days }: { viewer: UserViewer; days: number }) {
  const stats = await getUserStats(viewer, { days })
  return (
    <ReadsFigure
      label={summarise(stats)}
      daily={stats.daily}
      previous={stats.previousDaily.map((day) => day.reads)}
      publications={stats.publications}
    />
  )
}

function summarise({ days, reads, previousReads, daily }: UserStats): string {
  const best = bestDay(daily)
  const highest = best ? `, highest ${formatNumber(best.reads)} on ${formatDate(best.day)}` : ''
  const total = `${formatNumber(reads)} in all${highest}`
  return `Reads per day, last ${days} days: ${total}. Previous ${days} days: ${formatNumber(previousReads)}.`
}

export function ReadsChartSkeleton() {
  return <ReadsFigureSkeleton />
}

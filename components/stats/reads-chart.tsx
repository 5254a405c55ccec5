import { ReadsFigure, ReadsFigureSkeleton } from '@/components/stats/reads-figure'
import type { UserViewer } from '@/lib/auth/identity'
import { getUserStats } from '@/lib/stats/queries'

export async function ReadsChart({ viewer, days }: { viewer: UserViewer; days: number }) {
  const { daily, previousDaily, publications } = await getUserStats(viewer, { days })
  return <ReadsFigure daily={daily} previous={previousDaily.map((day) => day.reads)} publications={publications} />
}

export function ReadsChartSkeleton() {
  return <ReadsFigureSkeleton />
}

import { MEASURE_ROWS } from '@/components/stats/figures'
import { MeasureList, MeasureListSkeleton } from '@/components/stats/measure-list'
import type { UserViewer } from '@/lib/auth/identity'
import { getUserReferrers, getUserStats } from '@/lib/stats/queries'

export async function Referrers({ viewer, days }: { viewer: UserViewer; days: number }) {
  const [referrers, { reads: total }] = await Promise.all([
    getUserReferrers(viewer, { days }),
    getUserStats(viewer, { days }),
  ])
  const rows = foldRest(referrers, total).map(({ host, reads }) => ({
    id: host,
    label: host || 'Direct, or not told',
    value: reads,
    note: { share: reads / Math.max(total, 1) },
  }))
  return <MeasureList rows={rows} empty={`Nobody came in these ${days} days.`} />
}

const sum = (referrers: readonly { reads: number }[]) => referrers.reduce((total, { reads }) => total + reads, 0)

/** The rows add up to all reads: what is not listed, or has no room, is one row of its own. */
function foldRest(referrers: readonly { host: string; reads: number }[], total: number) {
  if (sum(referrers) >= total) return referrers.slice(0, MEASURE_ROWS)
  const listed = referrers.slice(0, MEASURE_ROWS - 1)
  return [...listed, { host: 'Everything else', reads: total - sum(listed) }]
}

export function ReferrersNote() {
  return <span className="font-mono text-label text-muted-foreground">host of the referrer</span>
}

export function ReferrersSkeleton() {
  return <MeasureListSkeleton label="Loading where readers come from" />
}

import { Measure, MEASURE_ROWS, MeasureList, MeasureListSkeleton } from '@/components/stats/measure-list'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatPercent } from '@/lib/format'
import { getUserReferrers, getUserStats } from '@/lib/stats/queries'

export async function Referrers({ viewer, days }: { viewer: UserViewer; days: number }) {
  const [referrers, { reads: total }] = await Promise.all([
    getUserReferrers(viewer, { days }),
    getUserStats(viewer, { days }),
  ])
  const rows = foldRest(referrers, total)
  const max = Math.max(...rows.map((row) => row.reads), 0)
  return (
    <MeasureList>
      {rows.length === 0 ? <li className="text-muted-foreground">Nobody came in these {days} days.</li> : null}
      {rows.map((row) => (
        <Measure key={row.host} value={row.reads} max={max} note={formatPercent(row.reads / Math.max(total, 1))}>
          <span className="truncate">{row.host || 'Direct, or not told'}</span>
        </Measure>
      ))}
    </MeasureList>
  )
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

import { Suspense } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import type { UserViewer } from '@/lib/auth/viewer'
import { formatFullDay, formatTime } from '@/lib/format'
import { getUserStats } from '@/lib/stats/queries'

type CountedAtProps = { viewer: UserViewer; days: number }

/** Today, and until when the reads on this page were counted; where that is not known, today alone. */
export function CountedAt(props: CountedAtProps) {
  return (
    <>
      {formatFullDay(new Date())}
      <SectionBoundary>
        <Suspense fallback={null}>
          <CountedTime {...props} />
        </Suspense>
      </SectionBoundary>
    </>
  )
}

async function CountedTime({ viewer, days }: CountedAtProps) {
  const { countedAt } = await getUserStats(viewer, { days })
  return ` · counted to ${formatTime(countedAt)}`
}

import { Suspense } from 'react'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { Moment } from '@/components/ui/moment'
import type { UserViewer } from '@/lib/auth/identity'
import { getUserStats } from '@/lib/stats/queries'

type CountedAtProps = { viewer: UserViewer; days: number }

/** Today, and until when the reads on this page were counted; where that is not known, today alone. */
export function CountedAt(props: CountedAtProps) {
  return (
    <>
      <Moment at={new Date()} as="full-day" />
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
  return (
    <>
      {' · counted to '}
      <Moment at={countedAt} as="time" />
    </>
  )
}

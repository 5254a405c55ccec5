import { EndOtherSessions, EndSession } from '@/components/users/end-session'
import { Badge } from '@/components/ui/badge'
import { Moment } from '@/components/ui/moment'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import type { UserViewer } from '@/lib/auth/identity'
import { listSessions } from '@/lib/auth/queries'

const SHOWN = 50
const rowClasses = 'flex min-h-row items-center justify-between gap-4 py-2'

export async function SessionList({ viewer }: { viewer: UserViewer }) {
  const { data: sessions, page } = await listSessions(viewer, { limit: SHOWN })
  const now = new Date()
  return (
    <>
      <ul className="-mt-2 divide-y">
        {sessions.map(({ id, current, device, address, lastSeenAt }) => (
          <li key={id} className={rowClasses}>
            <div className="min-w-0">
              <p className="flex flex-wrap items-center gap-x-3 text-sm font-medium">
                {device}
                {current ? <Badge status="published">this browser</Badge> : null}
              </p>
              <p className="text-sm wrap-anywhere text-muted-foreground">
                {address ? `${address}, ` : ''}last seen <Moment at={lastSeenAt} as="recent" now={now} />
              </p>
            </div>
            {current ? null : <EndSession sessionId={id} device={device} />}
          </li>
        ))}
      </ul>
      {page.nextCursor ? <p className="py-2 text-sm text-muted-foreground">The {SHOWN} newest are shown.</p> : null}
      {sessions.length > 1 ? <EndOtherSessions /> : null}
    </>
  )
}

export function SessionListSkeleton() {
  return (
    <div className="-mt-2 divide-y">
      <SkeletonStatus>Loading where you are signed in</SkeletonStatus>
      {['w-40', 'w-32'].map((width) => (
        <div key={width} className={rowClasses}>
          <div className="grid h-9.5 content-around">
            <Skeleton className={width} />
            <Skeleton className="w-48" />
          </div>
        </div>
      ))}
    </div>
  )
}

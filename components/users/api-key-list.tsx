import { RevokeApiKey } from '@/components/users/revoke-api-key'
import { Badge, Tag } from '@/components/ui/badge'
import { EmptyState } from '@/components/ui/empty-state'
import { Moment } from '@/components/ui/moment'
import { Cell } from '@/components/ui/plate'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import { TableHead, TableHeader } from '@/components/ui/table'
import type { UserViewer } from '@/lib/auth/identity'
import { listApiKeys } from '@/lib/auth/queries'
import type { ApiKeyItem } from '@/lib/auth/schema'

const FRESH_MS = 60_000
const cell = 'h-13 px-3 text-sm max-md:block max-md:h-auto max-md:p-0'

export async function ApiKeyList({ viewer }: { viewer: UserViewer }) {
  const { data: keys } = await listApiKeys(viewer)
  const now = new Date()
  if (keys.length === 0) {
    return (
      <Cell>
        <EmptyState title="No keys yet" className="py-3">
          Name the program that will use the first one, and create it above.
        </EmptyState>
      </Cell>
    )
  }
  return (
    <table className="w-full table-fixed max-md:block">
      <caption className="sr-only">Your API keys</caption>
      <TableHeader>
        <TableHead className="pl-5">Name</TableHead>
        <TableHead className="w-36">Key</TableHead>
        <TableHead className="w-32">May</TableHead>
        <TableHead className="w-36">Created</TableHead>
        <TableHead className="w-30 text-right">Last used</TableHead>
        <TableHead className="w-26">
          <span className="sr-only">Actions</span>
        </TableHead>
      </TableHeader>
      <tbody className="divide-y max-md:block">
        {keys.map((key) => (
          <ApiKeyRow key={key.id} apiKey={key} now={now} />
        ))}
      </tbody>
    </table>
  )
}

/** One line of a table; on the phone, a card. */
function ApiKeyRow({ apiKey, now }: { apiKey: ApiKeyItem; now: Date }) {
  const { id, name, prefix, scopes, createdAt, expiresAt, lastUsedAt } = apiKey
  const isFresh = now.getTime() - new Date(createdAt).getTime() < FRESH_MS
  return (
    <tr
      className={`max-md:grid max-md:grid-cols-[minmax(0,1fr)_auto] max-md:items-center max-md:gap-x-3 max-md:gap-y-1 max-md:px-4 max-md:py-3 ${isFresh ? 'bg-hold-wash/60' : ''}`}
    >
      <td className={`${cell} truncate font-medium md:pl-5`}>{name}</td>
      <td className={`${cell} font-mono`}>{prefix}…</td>
      <td className={cell}>
        <Tag>{scopes.join(', ')}</Tag>
      </td>
      <td className={`${cell} text-muted-foreground`}>
        <span className="md:sr-only">Created </span>
        <Moment at={createdAt} as="short-date" />
        <End expiresAt={expiresAt} now={now} />
      </td>
      <td className={`${cell} md:text-right`}>
        <span className="text-muted-foreground md:sr-only">Last used </span>
        {lastUsedAt ? <Moment at={lastUsedAt} as="recent" now={now} /> : 'not yet'}
      </td>
      <td className={`${cell} text-right max-md:col-start-2 max-md:row-span-5 max-md:row-start-1 md:pr-5`}>
        <RevokeApiKey keyId={id} name={name} />
      </td>
    </tr>
  )
}

function End({ expiresAt, now }: { expiresAt: string | null; now: Date }) {
  if (expiresAt === null) return null
  if (new Date(expiresAt) <= now) {
    return (
      <Badge status="warn" className="flex">
        Expired
      </Badge>
    )
  }
  return (
    <span className="block font-mono text-label">
      ends <Moment at={expiresAt} as="short-date" />
    </span>
  )
}

export function ApiKeyListSkeleton() {
  return (
    <div>
      <SkeletonStatus>Loading your API keys</SkeletonStatus>
      <div className="h-9 border-b max-md:hidden" />
      <div className="divide-y">
        {['w-32', 'w-24'].map((width) => (
          <div key={width} className="flex h-13 items-center justify-between px-4 max-md:h-34 sm:px-5">
            <Skeleton className={width} />
            <Skeleton className="w-16" />
          </div>
        ))}
      </div>
    </div>
  )
}

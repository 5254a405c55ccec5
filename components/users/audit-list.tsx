import Link from 'next/link'
import * as z from 'zod'
import { buttonVariants } from '@/components/ui/button'
import { Moment, Zone } from '@/components/ui/moment'
import { Pager } from '@/components/ui/pager'
import { Cell } from '@/components/ui/plate'
import { SkeletonTable } from '@/components/ui/skeleton'
import { TableHead, TableHeader } from '@/components/ui/table'
import { AUDIT_ACTIONS, listAudit, type NamedEntry } from '@/lib/auth/audit'
import type { AdminViewer } from '@/lib/auth/identity'
import { cursorParam, id } from '@/lib/http-schema'

const PAGE_SIZE = 30

const filterSchema = z.object({ person: id.optional().catch(undefined), cursor: cursorParam.catch(undefined) })
type AuditFilter = z.infer<typeof filterSchema>

/** What an address asks for; what it cannot ask for reads as nothing. */
export const toAuditFilter = (params: Record<string, unknown>): AuditFilter => filterSchema.parse(params)

function auditHref({ person, cursor }: AuditFilter): string {
  const query = new URLSearchParams({ ...(person ? { person } : {}), ...(cursor ? { cursor } : {}) })
  return query.size === 0 ? '/admin/audit' : `/admin/audit?${query}`
}

export async function AuditList({ viewer, filter }: { viewer: AdminViewer; filter: AuditFilter }) {
  const { data: entries, page } = await listAudit(viewer, { limit: PAGE_SIZE, ...filter })
  const { person, cursor } = filter
  return (
    <>
      {person ? <OnePerson person={person} entries={entries} /> : null}
      {entries.length === 0 ? (
        <Cell>
          <p className="py-6 text-muted-foreground">Nothing has been written down {person ? 'of them ' : ''}yet.</p>
        </Cell>
      ) : (
        <table className="w-full table-fixed max-md:block">
          <caption className="sr-only">Who did what, newest first</caption>
          <AuditListHead />
          <tbody className="divide-y max-md:block">
            {entries.map((entry) => (
              <AuditRow key={entry.id} entry={entry} />
            ))}
          </tbody>
        </table>
      )}
      <Pager
        shown={entries.length}
        newest={cursor ? auditHref({ person }) : undefined}
        older={page.nextCursor ? auditHref({ person, cursor: page.nextCursor }) : undefined}
      />
    </>
  )
}

function OnePerson({ person, entries }: { person: string; entries: NamedEntry[] }) {
  const names = entries.flatMap(({ actorId, actorName, targetId, targetName }) => [
    ...(actorId === person && actorName ? [actorName] : []),
    ...(targetId === person && targetName ? [targetName] : []),
  ])
  return (
    <div className="flex items-center justify-between gap-4 border-b py-3 pr-3 pl-5 text-sm max-md:pl-4">
      <p className="min-w-0 wrap-anywhere">
        By and about <span className="font-medium">{names[0] ?? 'somebody who is gone'}</span>
      </p>
      <Link href={auditHref({})} prefetch={false} className={buttonVariants({ variant: 'outline', size: 'sm' })}>
        Show all
      </Link>
    </div>
  )
}

function AuditListHead() {
  return (
    <TableHeader>
      <TableHead className="w-44 pl-5">
        When, <Zone at={new Date()} />
      </TableHead>
      <TableHead className="w-40">Who</TableHead>
      <TableHead>What</TableHead>
      <TableHead className="w-40 max-lg:hidden">To whom</TableHead>
      <TableHead className="w-36 pr-5 max-lg:hidden">From</TableHead>
    </TableHeader>
  )
}

const cellClasses = 'px-3 py-2.5 align-top text-sm max-md:block max-md:min-w-0 max-md:p-0'

const wordsFor = (action: string): string => (AUDIT_ACTIONS as Record<string, string>)[action] ?? action

const toText = (value: unknown): string => (Array.isArray(value) ? value.join(', ') : String(value))

/** "from user, to admin" */
const describe = (details: unknown): string =>
  Object.entries((details ?? {}) as Record<string, unknown>)
    // The database keeps no order of its own that a reader would expect.
    .sort(([one], [other]) => (one < other ? -1 : 1))
    .map(([name, value]) => `${name} ${toText(value)}`)
    .join(', ')

/** One line of a table; on the phone a card. */
function AuditRow({ entry }: { entry: NamedEntry }) {
  const { at, actorId, actorName, action, targetId, targetName, targetType, address, details } = entry
  const more = describe(details)
  // Sessions and keys are one's own, and so is what one does to oneself: the action says it.
  const isOfAnother = targetType === 'user' && targetId !== null && targetId !== actorId
  return (
    <tr className="max-md:grid max-md:gap-0.5 max-md:px-4 max-md:py-3">
      <td className={`${cellClasses} pl-5 max-md:order-last`}>
        <span className="font-mono text-label text-muted-foreground">
          <Moment at={at} as="short-date" /> <Moment at={at} as="clock" />
        </span>
      </td>
      <td className={cellClasses}>
        {actorId ? <PersonLink id={actorId} name={actorName} gone="A deleted account" /> : 'The system'}
      </td>
      <td className={`${cellClasses} wrap-anywhere`}>
        {wordsFor(action)}
        {more ? <span className="block text-xs text-muted-foreground">{more}</span> : null}
      </td>
      <td className={`${cellClasses} md:max-lg:hidden ${isOfAnother ? '' : 'max-md:hidden'}`}>
        <span className="text-muted-foreground md:hidden">to </span>
        {isOfAnother ? <PersonLink id={targetId} name={targetName} gone="a deleted account" /> : null}
      </td>
      <td className={`${cellClasses} pr-5 wrap-anywhere md:max-lg:hidden ${address ? '' : 'max-md:hidden'}`}>
        <span className="font-mono text-label text-muted-foreground">{address}</span>
      </td>
    </tr>
  )
}

function PersonLink({ id, name, gone }: { id: string; name: string | null; gone: string }) {
  return (
    <Link
      href={`/admin/audit?person=${id}`}
      prefetch={false}
      className="block truncate font-medium underline-offset-3 hover:underline max-md:inline"
    >
      {name ?? <span className="font-normal text-muted-foreground">{gone}</span>}
    </Link>
  )
}

export function AuditListSkeleton() {
  return <SkeletonTable label="Loading the log" rowClassName="flex h-13 max-md:h-24" />
}

import Link from 'next/link'
import { AUDIT_ACTIONS, type NamedEntry } from '@/lib/auth/audit'
import { formatClock, formatShortDate } from '@/lib/format'

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
export function AuditRow({ entry }: { entry: NamedEntry }) {
  const { at, actorId, actorName, action, targetId, targetName, targetType, address, details } = entry
  const more = describe(details)
  // Sessions and keys are one's own, and so is what one does to oneself: the action says it.
  const isOfAnother = targetType === 'user' && targetId !== null && targetId !== actorId
  return (
    <tr className="max-md:grid max-md:gap-0.5 max-md:px-4 max-md:py-3">
      <td className={`${cellClasses} pl-5 max-md:order-last`}>
        <time dateTime={at.toISOString()} className="font-mono text-label text-muted-foreground">
          {formatShortDate(at)} {formatClock(at)}
        </time>
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

import { PersonMenu } from '@/components/users/person-menu'
import { Avatar } from '@/components/ui/avatar'
import { Badge, Tag } from '@/components/ui/badge'
import { formatRecent, formatShortDate } from '@/lib/format'
import type { UserItem } from '@/lib/users/schema'

type PersonRowProps = { person: UserItem; isSelf: boolean; now: Date }

const rowClasses = [
  'transition-colors hover:bg-accent/45 has-aria-expanded:bg-accent/60',
  'max-md:grid max-md:grid-cols-[auto_auto_minmax(0,1fr)_2.75rem] max-md:items-center max-md:gap-x-4 max-md:gap-y-1.5 max-md:py-3 max-md:pr-1.5 max-md:pl-4',
].join(' ')
const cellClasses = 'h-14 px-3 py-1.5 text-sm max-md:block max-md:h-auto max-md:min-w-0 max-md:p-0'
const momentClasses = `${cellClasses} text-right whitespace-nowrap text-muted-foreground`

/** One line of a table; on the phone a card. */
export function PersonRow({ person, isSelf, now }: PersonRowProps) {
  const { id, name, email, avatarUrl, role, banned, banReason, lastActiveAt, createdAt } = person
  return (
    <tr className={rowClasses}>
      <td className={`${cellClasses} pl-5 max-md:col-span-3`}>
        <div className="flex min-w-0 items-center gap-3">
          <Avatar name={name} image={avatarUrl} />
          <div className="min-w-0">
            <p className="flex min-w-0 items-center gap-2">
              <span className="truncate font-medium">{name}</span>
              {isSelf ? <span className="font-mono text-label text-muted-foreground">you</span> : null}
            </p>
            <p className="truncate text-muted-foreground">{email}</p>
          </div>
        </div>
      </td>
      <td className={`${cellClasses} max-md:col-start-1 max-md:row-start-2`}>
        {role === 'admin' ? <Tag>admin</Tag> : <span className="text-xs text-muted-foreground">user</span>}
      </td>
      <td className={`${cellClasses} max-md:col-start-2 max-md:row-start-2`}>
        <Badge status={banned ? 'failed' : 'published'}>{banned ? 'Banned' : 'Active'}</Badge>
        {banReason ? (
          <p title={banReason} className="truncate pl-[13px] text-xs text-muted-foreground max-md:hidden">
            {banReason}
          </p>
        ) : null}
      </td>
      <td className={`${momentClasses} max-md:col-start-3 max-md:row-start-2 max-md:text-xs md:max-lg:hidden`}>
        <span className="md:hidden">last here </span>
        {formatRecent(lastActiveAt, now)}
      </td>
      <td
        className={`${momentClasses} max-md:col-span-3 max-md:row-start-3 max-md:text-left max-md:text-xs max-md:whitespace-normal md:max-lg:hidden`}
      >
        <span className="md:hidden">Since </span>
        {formatShortDate(createdAt)}
        {banReason ? <span className="wrap-anywhere md:hidden">, banned: {banReason}</span> : null}
      </td>
      <td className={`${cellClasses} pr-5 pl-0 text-right max-md:col-start-4 max-md:row-span-2 max-md:row-start-1`}>
        <PersonMenu person={{ id, name, role, banned }} isSelf={isSelf} />
      </td>
    </tr>
  )
}

import * as z from 'zod'
import { peopleHref } from '@/components/users/people-href'
import { PersonMenu } from '@/components/users/person-menu'
import { Avatar } from '@/components/ui/avatar'
import { Badge, Tag } from '@/components/ui/badge'
import { Moment } from '@/components/ui/moment'
import { Pager } from '@/components/ui/pager'
import { Cell } from '@/components/ui/plate'
import { Skeleton, SkeletonTable } from '@/components/ui/skeleton'
import { TableHead, TableHeader } from '@/components/ui/table'
import type { AdminViewer } from '@/lib/auth/identity'
import { listUsers } from '@/lib/users/queries'
import { listUsersQuery, type Person } from '@/lib/users/schema'

const PAGE_SIZE = 20

const { q, active, cursor } = listUsersQuery.shape
const filterSchema = z.object({
  q: q.catch(undefined),
  active: active.catch(undefined),
  cursor: cursor.catch(undefined),
})
export type PeopleFilter = z.infer<typeof filterSchema>

/** What an address asks for; what it cannot ask for reads as nothing. */
export const toPeopleFilter = (params: Record<string, unknown>): PeopleFilter => filterSchema.parse(params)

export async function PeopleList({ viewer, filter }: { viewer: AdminViewer; filter: PeopleFilter }) {
  const { data: people, page } = await listUsers(viewer, { limit: PAGE_SIZE, ...filter })
  const now = new Date()
  return (
    <>
      {people.length === 0 ? (
        <Cell>
          <p className="py-6 text-muted-foreground">
            {filter.q ? `Nobody’s name or e-mail contains “${filter.q}”.` : 'Nobody was here in that time.'}
          </p>
        </Cell>
      ) : (
        <table className="w-full table-fixed max-md:block">
          <caption className="sr-only">People, newest first</caption>
          <PeopleListHead />
          <tbody className="divide-y max-md:block">
            {people.map((person) => (
              <PersonRow key={person.id} person={person} isSelf={person.id === viewer.userId} now={now} />
            ))}
          </tbody>
        </table>
      )}
      <Pager
        shown={people.length}
        newest={filter.cursor ? peopleHref({ ...filter, cursor: undefined }) : undefined}
        older={page.nextCursor ? peopleHref({ ...filter, cursor: page.nextCursor }) : undefined}
      />
    </>
  )
}

function PeopleListHead() {
  return (
    <TableHeader>
      <TableHead className="pl-5">Person</TableHead>
      <TableHead className="w-24">Role</TableHead>
      <TableHead className="w-44">State</TableHead>
      <TableHead className="w-32 text-right max-lg:hidden">Last here</TableHead>
      <TableHead className="w-32 text-right max-lg:hidden">Since</TableHead>
      <TableHead className="w-14">
        <span className="sr-only">Actions</span>
      </TableHead>
    </TableHeader>
  )
}

type PersonRowProps = { person: Person; isSelf: boolean; now: Date }

const rowClasses = [
  'transition-colors hover:bg-accent/45 has-aria-expanded:bg-accent/60',
  'max-md:grid max-md:grid-cols-[auto_auto_minmax(0,1fr)_2.75rem] max-md:items-center max-md:gap-x-4 max-md:gap-y-1.5 max-md:py-3 max-md:pr-1.5 max-md:pl-4',
].join(' ')
const cellClasses = 'h-14 px-3 py-1.5 text-sm max-md:block max-md:h-auto max-md:min-w-0 max-md:p-0'
const momentClasses = `${cellClasses} text-right whitespace-nowrap text-muted-foreground`

/** One line of a table; on the phone a card. */
function PersonRow({ person, isSelf, now }: PersonRowProps) {
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
        <Moment at={lastActiveAt} as="recent" now={now} />
      </td>
      <td
        className={`${momentClasses} max-md:col-span-3 max-md:row-start-3 max-md:text-left max-md:text-xs max-md:whitespace-normal md:max-lg:hidden`}
      >
        <span className="md:hidden">Since </span>
        <Moment at={createdAt} as="short-date" />
        {banReason ? <span className="wrap-anywhere md:hidden">, banned: {banReason}</span> : null}
      </td>
      <td className={`${cellClasses} pr-5 pl-0 text-right max-md:col-start-4 max-md:row-span-2 max-md:row-start-1`}>
        <PersonMenu person={{ id, name, role, banned }} isSelf={isSelf} />
      </td>
    </tr>
  )
}

export function PeopleListSkeleton() {
  return (
    <SkeletonTable
      label="Loading the people"
      rowClassName="flex h-14 gap-3 max-md:h-26"
      before={<Skeleton className="size-6.5 flex-none rounded-sm" />}
    />
  )
}

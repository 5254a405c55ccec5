import type { PeopleFilter } from '@/components/users/people-address'
import { peopleHref } from '@/components/users/people-href'
import { PersonRow } from '@/components/users/person-row'
import { Pager } from '@/components/ui/pager'
import { Cell } from '@/components/ui/plate'
import { Skeleton, SkeletonStatus } from '@/components/ui/skeleton'
import type { AdminViewer } from '@/lib/auth/viewer'
import { listUsers } from '@/lib/users/queries'

const PAGE_SIZE = 20

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
  const head = 'h-9 border-b px-3 text-left font-mono text-label font-normal whitespace-nowrap text-muted-foreground'
  return (
    <thead className="max-md:hidden">
      <tr>
        <th scope="col" className={`${head} pl-5`}>
          Person
        </th>
        <th scope="col" className={`${head} w-24`}>
          Role
        </th>
        <th scope="col" className={`${head} w-44`}>
          State
        </th>
        <th scope="col" className={`${head} w-32 text-right max-lg:hidden`}>
          Last here
        </th>
        <th scope="col" className={`${head} w-32 text-right max-lg:hidden`}>
          Since
        </th>
        <th scope="col" className={`${head} w-14`}>
          <span className="sr-only">Actions</span>
        </th>
      </tr>
    </thead>
  )
}

const WIDTHS = ['w-48', 'w-36', 'w-44', 'w-40', 'w-52', 'w-36', 'w-48', 'w-40', 'w-44', 'w-36']

export function PeopleListSkeleton() {
  return (
    <div>
      <div className="h-9 border-b max-md:hidden" />
      <div className="divide-y">
        {WIDTHS.map((width, index) => (
          <div key={index} className="flex h-14 items-center gap-3 px-5 max-md:h-26 max-md:px-4">
            <Skeleton className="size-6.5 flex-none rounded-sm" />
            <Skeleton className={`max-w-full ${width}`} />
          </div>
        ))}
      </div>
      <SkeletonStatus>Loading the people</SkeletonStatus>
    </div>
  )
}

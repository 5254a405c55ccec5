import { peopleHref } from '@/components/users/people-href'
import type { PeopleFilter as Filter } from '@/components/users/people-list'
import { PeopleSearch } from '@/components/users/people-search'
import { FilterLink } from '@/components/ui/filter-link'
import { ACTIVE_DAYS } from '@/lib/users/schema'

const periods = [undefined, ...(Object.keys(ACTIVE_DAYS) as (keyof typeof ACTIVE_DAYS)[])]

export function PeopleFilter({ filter: { q, active } }: { filter: Filter }) {
  return (
    <div className="flex flex-wrap items-center gap-x-2 gap-y-2 border-b p-3">
      <PeopleSearch key={q} q={q} active={active} />
      <nav aria-label="Last here within" className="flex min-w-0 items-center gap-0.5 overflow-x-auto">
        <span aria-hidden="true" className="px-2 font-mono text-label text-muted-foreground max-lg:hidden">
          Last here
        </span>
        {periods.map((period) => (
          <FilterLink key={period ?? 'all'} href={peopleHref({ q, active: period })} current={period === active}>
            {period ? `${ACTIVE_DAYS[period]} days` : 'Everybody'}
          </FilterLink>
        ))}
      </nav>
    </div>
  )
}

import * as z from 'zod'
import { listUsersQuery } from '@/lib/users/schema'

const { q, active, cursor } = listUsersQuery.shape
const filterSchema = z.object({
  q: q.catch(undefined),
  active: active.catch(undefined),
  cursor: cursor.catch(undefined),
})
export type PeopleFilter = z.infer<typeof filterSchema>

/** What an address asks for; what it cannot ask for reads as nothing. */
export const toPeopleFilter = (params: Record<string, unknown>): PeopleFilter => filterSchema.parse(params)

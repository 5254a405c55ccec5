// The HTTP operations of statistics.
import { operation } from '@/lib/operation'
import { statsQuery, userStatsSchema } from '@/lib/stats/schema'

export const getStats = operation({
  id: 'getStats',
  tag: 'stats',
  method: 'GET',
  path: '/api/v1/me/stats',
  summary: 'Read what is read',
  description: 'Reads of one’s own posts, day by day in UTC, and of the period before.',
  access: 'read',
  limit: 'anonymous',
  query: statsQuery,
  response: userStatsSchema,
  example: { query: { days: '7' } },
})

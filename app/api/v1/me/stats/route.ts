import { route } from '@/lib/route'
import { getUserStats } from '@/lib/stats/queries'
import { statsQuery, userStatsSchema } from '@/lib/stats/schema'

// GET /api/v1/me/stats: what is read of the viewer's posts, day by day.
export const GET = route(
  { path: '/api/v1/me/stats', auth: 'user', limit: 'anonymous', query: statsQuery, response: userStatsSchema },
  async ({ viewer, query }) => getUserStats(viewer, query),
)

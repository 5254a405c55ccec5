import { resource, route } from '@/lib/route'
import { getStats } from '@/lib/stats/operations'
import { getUserStats } from '@/lib/stats/queries'

// GET /api/v1/me/stats: what is read of the viewer's posts, day by day.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(getStats, async ({ viewer, query }) => getUserStats(viewer, query)),
)

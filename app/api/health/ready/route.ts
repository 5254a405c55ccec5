import { getReadiness } from '@/app/api/health/operations'
import { readiness } from '@/lib/health'
import { Reply, resource, route } from '@/lib/route'

// GET /api/health/ready: 200 while the database answers, degraded or not; 503 otherwise, and while the process stops.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(getReadiness, async () => {
    const state = await readiness()
    const away = state.status === 'unavailable' || state.status === 'stopping'
    return away ? new Reply(state, { status: 503, headers: { 'Retry-After': '2' } }) : state
  }),
)

import { getReadiness } from '@/app/api/health/operations'
import { readiness } from '@/lib/health'
import { Reply, resource, route } from '@/lib/route'

// GET /api/health/ready: 200 while the database answers, degraded or not; 503 otherwise.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(getReadiness, async () => {
    const state = await readiness()
    return state.status === 'unavailable' ? new Reply(state, { status: 503, headers: { 'Retry-After': '2' } }) : state
  }),
)

import { readiness } from '@/lib/health'
import { Reply, route } from '@/lib/route'

// GET /api/health/ready: 200 while the database answers, degraded or not; 503 otherwise.
export const GET = route({ path: '/api/health/ready', auth: 'none', limit: null }, async () => {
  const state = await readiness()
  return state.status === 'unavailable' ? new Reply(503, state, { 'Retry-After': '2' }) : state
})

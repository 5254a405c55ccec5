import { getLiveness } from '@/app/api/health/operations'
import { resource, route } from '@/lib/route'

// GET /api/health/live: the process answers.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(getLiveness, async () => ({ status: 'live' as const })),
)

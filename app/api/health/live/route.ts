import { route } from '@/lib/route'

// GET /api/health/live: the process answers.
export const GET = route({ path: '/api/health/live', auth: 'none', limit: null }, async () => ({ status: 'live' }))

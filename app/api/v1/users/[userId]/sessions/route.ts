import { endSessionsOf } from '@/lib/auth/mutations'
import { resource, route } from '@/lib/route'
import { endUserSessions } from '@/lib/users/operations'

// DELETE /api/v1/users/{userId}/sessions: signs a user out everywhere.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(endUserSessions, async ({ viewer, params, address }) => endSessionsOf(viewer, params.userId, address)),
)

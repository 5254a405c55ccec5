import { endSession } from '@/lib/auth/mutations'
import * as operations from '@/lib/auth/operations'
import { resource, route } from '@/lib/route'

// DELETE /api/v1/me/sessions/{sessionId}: ends one of the viewer's sessions.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.endSession, async ({ viewer, params, address }) => endSession(viewer, params.sessionId, address)),
)

import { endOtherSessions } from '@/lib/auth/mutations'
import * as operations from '@/lib/auth/operations'
import { listSessions } from '@/lib/auth/queries'
import { resource, route } from '@/lib/route'

// GET /api/v1/me/sessions: where the viewer is signed in.
// DELETE /api/v1/me/sessions: signs out everywhere else.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.listSessions, async ({ viewer, query }) => listSessions(viewer, query)),
  route(operations.endOtherSessions, async ({ viewer, address }) => endOtherSessions(viewer, address)),
)

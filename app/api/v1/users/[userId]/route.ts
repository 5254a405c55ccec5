import { resource, route } from '@/lib/route'
import * as operations from '@/lib/users/operations'
import { requireUser } from '@/lib/users/queries'

// GET /api/v1/users/{userId}: a user's account, for admins.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.getUser, async ({ viewer, params }) => requireUser(viewer, params.userId)),
)

import { updateAccess } from '@/lib/auth/mutations'
import { authorPages } from '@/lib/posts/mutations'
import { resource, route } from '@/lib/route'
import * as operations from '@/lib/users/operations'
import { requireUser } from '@/lib/users/queries'

// GET /api/v1/users/{userId}: a user's account, for admins.
// PATCH /api/v1/users/{userId}: role and ban; a ban takes the user's posts out of public view.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.getUser, async ({ viewer, params }) => requireUser(viewer, params.userId)),
  route(operations.updateUser, async ({ viewer, params, body, address }) => {
    const forgetPages = body.banned === undefined ? undefined : await authorPages(params)
    await updateAccess(viewer, params.userId, body, address)
    await forgetPages?.()
    return requireUser(viewer, params.userId)
  }),
)

import { created, resource, route } from '@/lib/route'
import { createUser } from '@/lib/users/mutations'
import * as operations from '@/lib/users/operations'
import { listUsers } from '@/lib/users/queries'

// GET /api/v1/users: people, newest first.
// POST /api/v1/users: a new user with a profile; a link that sets the password goes by mail.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.listUsers, async ({ viewer, query }) => listUsers(viewer, query)),
  route(operations.createUser, async ({ viewer, body, address, url, request }) => {
    const origin = `${url.protocol}//${request.headers.get('host') ?? url.host}`
    const user = await createUser(viewer, body, { address, origin })
    return created(user, `/api/v1/users/${user.id}`)
  }),
)

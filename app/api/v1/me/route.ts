import { expiredCookies } from '@/lib/auth/auth'
import { authorPages } from '@/lib/posts/mutations'
import { Reply, resource, route } from '@/lib/route'
import { deleteAccount, updateAccount } from '@/lib/users/mutations'
import * as operations from '@/lib/users/operations'
import { requireAccount } from '@/lib/users/queries'

// GET /api/v1/me: the account of whoever asks.
// PATCH /api/v1/me: name and bio; pages that show the name follow.
// DELETE /api/v1/me: the account with everything that belongs to it.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.getMe, async ({ viewer }) => requireAccount(viewer)),
  route(operations.updateMe, async ({ viewer, body, address }) => {
    const forgetPages = await authorPages(viewer)
    const account = await updateAccount(viewer, body, { address })
    await forgetPages()
    return account
  }),
  route(operations.deleteMe, async ({ viewer, body, address }) => {
    const forgetPages = await authorPages(viewer)
    await deleteAccount(viewer, body.confirm, { address })
    await forgetPages()
    return new Reply(null, { cookies: await expiredCookies() })
  }),
)

import { toAvatar } from '@/lib/picture'
import { authorPages } from '@/lib/posts/mutations'
import { readBytes } from '@/lib/request'
import { resource, route } from '@/lib/route'
import { setAvatar } from '@/lib/users/mutations'
import * as operations from '@/lib/users/operations'
import { AVATAR_TYPES } from '@/lib/users/schema'

// PUT /api/v1/me/avatar: one's picture, made small and harmless; pages that show it follow.
// DELETE /api/v1/me/avatar: no picture any more.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.putAvatar, async ({ viewer, request, address }) => {
    const picture = await toAvatar(await readBytes(request, AVATAR_TYPES))
    const forgetPages = await authorPages(viewer)
    const account = await setAvatar(viewer, picture, { address })
    await forgetPages()
    return account
  }),
  route(operations.deleteAvatar, async ({ viewer, address }) => {
    const forgetPages = await authorPages(viewer)
    await setAvatar(viewer, null, { address })
    await forgetPages()
  }),
)

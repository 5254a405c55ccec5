import { AppError } from '@/lib/errors'
import { isNoneMatch } from '@/lib/etag'
import { resource, route } from '@/lib/route'
import { avatarStore } from '@/lib/storage'
import { getAvatar } from '@/lib/users/operations'

/** Shown by pages of other origins too, as everything public here is. Its policy stands in next.config. */
const SHOWN_ONLY = {
  'Content-Disposition': 'inline; filename="avatar.webp"',
  'Cross-Origin-Resource-Policy': 'cross-origin',
  'X-Content-Type-Options': 'nosniff',
}

// GET /api/v1/avatars/{avatarId}: somebody's picture, to keep for good.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(getAvatar, async ({ params, request }) => {
    const file = await avatarStore.get(params.avatarId)
    if (!file) throw new AppError('not-found')
    const ETag = `"${params.avatarId}"`
    const headers = { ...SHOWN_ONLY, ETag, 'Cache-Control': getAvatar.cacheControl }
    if (isNoneMatch(request.headers, ETag)) return new Response(null, { status: 304, headers })
    return new Response(file.bytes, { headers: { ...headers, 'Content-Type': file.contentType } })
  }),
)

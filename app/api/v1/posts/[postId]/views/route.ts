import { AppError } from '@/lib/errors'
import { recordPostView } from '@/lib/posts/operations'
import { getPublishedPostById } from '@/lib/posts/queries'
import { resource, route } from '@/lib/route'
import { recordView, referrerHost } from '@/lib/stats/view-counter'

// POST /api/v1/posts/{postId}/views: counts a read, once a reader and day.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(recordPostView, async ({ request, url, address, params, body }) => {
    const post = await getPublishedPostById(params.postId)
    if (!post) throw new AppError('not-found')
    const host = referrerHost(body.referrer, request.headers.get('host') ?? url.host)
    await recordView({ postId: post.id, address, userAgent: request.headers.get('user-agent') ?? '', host })
  }),
)

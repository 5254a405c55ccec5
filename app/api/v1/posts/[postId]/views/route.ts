import { AppError } from '@/lib/errors'
import { getPublishedPostById } from '@/lib/posts/queries'
import { postParams, viewInput } from '@/lib/posts/schema'
import { noContent, route } from '@/lib/route'
import { recordView, referrerHost } from '@/lib/stats/view-counter'

// POST /api/v1/posts/{postId}/views: counts a read, once a reader and day.
export const POST = route(
  { path: '/api/v1/posts/{postId}/views', auth: 'none', limit: 'anonymous', params: postParams, body: viewInput },
  async ({ request, url, address, params, body }) => {
    const post = await getPublishedPostById(params.postId)
    if (!post) throw new AppError('not-found')
    const host = referrerHost(body.referrer, request.headers.get('host') ?? url.host)
    await recordView({ postId: post.id, address, userAgent: request.headers.get('user-agent') ?? '', host })
    return noContent()
  },
)

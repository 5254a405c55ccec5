import { AppError } from '@/lib/errors'
import { deletePost, updatePost } from '@/lib/posts/mutations'
import { getOwnPost, getPublishedPostById } from '@/lib/posts/queries'
import { postParams, postSchema, updatePostSchema } from '@/lib/posts/schema'
import { noContent, route } from '@/lib/route'

const PATH = '/api/v1/posts/{postId}'

// GET /api/v1/posts/{postId}: a published post for everyone; a draft for its author.
export const GET = route(
  { path: PATH, auth: 'none', limit: 'anonymous', params: postParams, response: postSchema },
  async ({ params, identify }) => {
    const published = await getPublishedPostById(params.postId)
    if (published) return published
    const viewer = await identify()
    const own = viewer.kind === 'user' ? await getOwnPost(viewer, params.postId) : null
    if (!own) throw new AppError('not-found')
    return own
  },
)

// PATCH /api/v1/posts/{postId}: changes the fields given, of one's own post.
export const PATCH = route(
  { path: PATH, auth: 'user', limit: 'anonymous', params: postParams, body: updatePostSchema, response: postSchema },
  async ({ viewer, params, body }) => updatePost(viewer, params.postId, body),
)

// DELETE /api/v1/posts/{postId}: one's own post and its statistics.
export const DELETE = route(
  { path: PATH, auth: 'user', limit: 'anonymous', params: postParams },
  async ({ viewer, params }) => {
    await deletePost(viewer, params.postId)
    return noContent()
  },
)

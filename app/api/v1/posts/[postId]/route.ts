import { AppError } from '@/lib/errors'
import { deletePost, updatePost } from '@/lib/posts/mutations'
import * as operations from '@/lib/posts/operations'
import { getOwnPost, getPublishedPostById } from '@/lib/posts/queries'
import { resource, route } from '@/lib/route'

// GET /api/v1/posts/{postId}: a published post for everyone; a draft for its author.
// PATCH /api/v1/posts/{postId}: changes the fields given, of one's own post.
// DELETE /api/v1/posts/{postId}: one's own post and its statistics.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.getPost, async ({ params, identify }) => {
    const published = await getPublishedPostById(params.postId)
    if (published) return published
    const viewer = await identify()
    const own = viewer.kind === 'anonymous' ? null : await getOwnPost(viewer, params.postId)
    if (!own) throw new AppError('not-found')
    return own
  }),
  route(operations.updatePost, async ({ viewer, params, body, ifMatch }) =>
    updatePost(viewer, params.postId, body, ifMatch),
  ),
  route(operations.deletePost, async ({ viewer, params, ifMatch }) => deletePost(viewer, params.postId, ifMatch)),
)

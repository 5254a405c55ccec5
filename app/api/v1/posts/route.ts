import { createPost } from '@/lib/posts/mutations'
import * as operations from '@/lib/posts/operations'
import { listOwnPosts, listPublishedPosts } from '@/lib/posts/queries'
import { created, resource, route } from '@/lib/route'
import { withReads } from '@/lib/stats/queries'

// GET /api/v1/posts: published posts, newest first; with `mine=true` one's own of every state.
// POST /api/v1/posts: a new post of the viewer's, a draft unless `published`.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.listPosts, async ({ viewer, query }) => {
    if (viewer.kind === 'anonymous') return listPublishedPosts(query)
    const own = await listOwnPosts(viewer, query)
    return query.include === 'reads' ? withReads(viewer, own) : own
  }),
  route(operations.createPost, async ({ viewer, body }) => {
    const post = await createPost(viewer, body)
    return created(post, `/api/v1/posts/${post.id}`)
  }),
)

import { AppError } from '@/lib/errors'
import { createPost } from '@/lib/posts/mutations'
import { listOwnPosts, listPublishedPosts, searchOwnPosts } from '@/lib/posts/queries'
import { createPostSchema, listPostsQuery, postPageSchema, postSchema } from '@/lib/posts/schema'
import { created, route } from '@/lib/route'

// GET /api/v1/posts: published posts, newest first; with `mine=true` one's own of every state.
export const GET = route(
  {
    path: '/api/v1/posts',
    auth: (url) => (url.searchParams.get('mine') === 'true' ? 'user' : 'none'),
    limit: 'anonymous',
    query: listPostsQuery,
    response: postPageSchema,
  },
  async ({ viewer, query: { mine, q, ...query } }) => {
    if (mine !== 'true') return listPublishedPosts({ ...query, q })
    if (viewer.kind !== 'user') throw new AppError('unauthenticated')
    return q === undefined ? listOwnPosts(viewer, query) : searchOwnPosts(viewer, { ...query, q })
  },
)

// POST /api/v1/posts: a new post of the viewer's, a draft unless `published`.
export const POST = route(
  { path: '/api/v1/posts', auth: 'user', limit: 'anonymous', body: createPostSchema, response: postSchema },
  async ({ viewer, body }) => {
    const post = await createPost(viewer, body)
    return created(post, `/api/v1/posts/${post.id}`)
  },
)

// The HTTP operations of posts.
import { operation } from '@/lib/operation'
import {
  createPostSchema,
  listPostsQuery,
  postPageSchema,
  postParams,
  postSchema,
  updatePostSchema,
  viewInput,
} from '@/lib/posts/schema'

const PATH = '/api/v1/posts'
const ONE = `${PATH}/{postId}` as const
const PUBLIC = 'public, max-age=0, s-maxage=60, stale-while-revalidate=60'

export const listPosts = operation({
  id: 'listPosts',
  tag: 'posts',
  method: 'GET',
  path: PATH,
  summary: 'List posts',
  description:
    'Published posts, newest first. With `mine=true` one’s own of every state, which needs identity. `q` searches title and content: words, "a phrase", `or`, `-without`.',
  access: 'read',
  isPublic: (url) => url.searchParams.get('mine') !== 'true',
  limit: 'anonymous',
  query: listPostsQuery,
  response: postPageSchema,
  errors: ['bad-request'],
  cacheControl: PUBLIC,
})

export const createPost = operation({
  id: 'createPost',
  tag: 'posts',
  method: 'POST',
  path: PATH,
  summary: 'Write a post',
  description: 'A draft unless `published`; scheduled when `publishedAt` is in the future.',
  access: 'write',
  limit: 'anonymous',
  body: createPostSchema,
  response: postSchema,
  status: 201,
  errors: ['conflict'],
  idempotent: true,
  example: { body: { title: 'Granite and lichen', content: 'What grows on stone.', published: true } },
})

export const getPost = operation({
  id: 'getPost',
  tag: 'posts',
  method: 'GET',
  path: ONE,
  summary: 'Read a post',
  description: 'A published post for everyone, any other for its author.',
  access: 'optional',
  limit: 'anonymous',
  params: postParams,
  response: postSchema,
  cacheControl: PUBLIC,
})

export const updatePost = operation({
  id: 'updatePost',
  tag: 'posts',
  method: 'PATCH',
  path: ONE,
  summary: 'Change a post',
  access: 'write',
  limit: 'anonymous',
  params: postParams,
  body: updatePostSchema,
  response: postSchema,
  errors: ['conflict'],
  precondition: true,
  example: { body: { title: 'Granite, lichen and moss' } },
})

export const deletePost = operation({
  id: 'deletePost',
  tag: 'posts',
  method: 'DELETE',
  path: ONE,
  summary: 'Delete a post',
  description: 'The post and its statistics.',
  access: 'write',
  limit: 'anonymous',
  params: postParams,
  status: 204,
  precondition: true,
})

export const recordPostView = operation({
  id: 'recordPostView',
  tag: 'posts',
  method: 'POST',
  path: `${ONE}/views`,
  summary: 'Count a read',
  description: 'Once a reader and day.',
  access: 'public',
  limit: 'anonymous',
  params: postParams,
  body: viewInput,
  status: 204,
})

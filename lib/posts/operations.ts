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

const shared = { tag: 'posts', limit: 'anonymous' } as const
const PATH = '/api/v1/posts'
const ONE = `${PATH}/{postId}` as const
const PUBLIC = 'public, max-age=0, s-maxage=60, stale-while-revalidate=60'

export const listPosts = operation({
  ...shared,
  id: 'listPosts',
  method: 'GET',
  path: PATH,
  summary: 'List posts',
  description:
    'Published posts, newest first. With `mine=true` one’s own, which needs identity: of every state or one `status`, newest created or, with `sort=updated`, newest changed first; `include=reads` adds the reads of the last 30 days. `q` searches title and content: words, "a phrase", `or`, `-without`; among one’s own, a part of a title too.',
  access: 'read',
  isPublic: (url) => url.searchParams.get('mine') !== 'true',
  query: listPostsQuery,
  response: postPageSchema,
  errors: ['bad-request'],
  cacheControl: PUBLIC,
})

export const createPost = operation({
  ...shared,
  id: 'createPost',
  method: 'POST',
  path: PATH,
  summary: 'Write a post',
  description: 'A draft unless `published`; scheduled when `publishedAt` is in the future.',
  access: 'write',
  body: createPostSchema,
  response: postSchema,
  status: 201,
  errors: ['conflict'],
  idempotent: true,
  example: { body: { title: 'Granite and lichen', content: 'What grows on stone.', published: true } },
})

export const getPost = operation({
  ...shared,
  id: 'getPost',
  method: 'GET',
  path: ONE,
  summary: 'Read a post',
  description: 'A published post for everyone, any other for its author.',
  access: 'optional',
  params: postParams,
  response: postSchema,
  cacheControl: PUBLIC,
})

export const updatePost = operation({
  ...shared,
  id: 'updatePost',
  method: 'PATCH',
  path: ONE,
  summary: 'Change a post',
  access: 'write',
  params: postParams,
  body: updatePostSchema,
  response: postSchema,
  errors: ['conflict'],
  precondition: true,
  example: { body: { title: 'Granite, lichen and moss' } },
})

export const deletePost = operation({
  ...shared,
  id: 'deletePost',
  method: 'DELETE',
  path: ONE,
  summary: 'Delete a post',
  description: 'The post and its statistics.',
  access: 'write',
  params: postParams,
  status: 204,
  precondition: true,
})

export const recordPostView = operation({
  ...shared,
  id: 'recordPostView',
  method: 'POST',
  path: `${ONE}/views`,
  summary: 'Count a read',
  description: 'Once a reader and day.',
  access: 'public',
  params: postParams,
  body: viewInput,
  status: 204,
})

// What a post may be. The door, the forms and the OpenAPI document read this one file.
import * as z from 'zod'
import { formatNumber } from '@/lib/format'
import { cursorParam, id, instant, limitParam, pageOf, text } from '@/lib/http-schema'
import { POST_STATUSES } from '@/lib/posts/policy'

export const TITLE_MAX = 200
export const CONTENT_MAX = 100_000
export const SLUG_MAX = 120
export const SEARCH_MAX = 200

const title = text(TITLE_MAX).trim().min(1, 'Give it a title')
const content = text(CONTENT_MAX, `Use at most ${formatNumber(CONTENT_MAX)} characters`)
export const slugSchema = z
  .string()
  .max(SLUG_MAX, `Use at most ${SLUG_MAX} characters`)
  .regex(/^[a-z0-9]+(?:-[a-z0-9]+)*$/, 'Use lower-case letters, digits and single hyphens')

export const createPostSchema = z
  .strictObject({
    title,
    content: content.default(''),
    slug: slugSchema.optional(),
    published: z.boolean().default(false),
    publishedAt: instant.optional(),
  })
  .meta({ id: 'CreatePost' })
export type CreatePostInput = z.infer<typeof createPostSchema>

export const updatePostSchema = z
  .strictObject({ title, content, slug: slugSchema, published: z.boolean(), publishedAt: instant })
  .partial()
  .refine((value) => Object.keys(value).length > 0, 'Name at least one field to change')
  .meta({ id: 'UpdatePost', minProperties: 1 })
export type UpdatePostInput = z.infer<typeof updatePostSchema>

/** By which instant one's own posts are ordered, newest first. */
export const OWN_POSTS_SORTS = ['created', 'updated'] as const
export type OwnPostsSort = (typeof OWN_POSTS_SORTS)[number]

export const listPostsQuery = z
  .strictObject({
    limit: limitParam,
    cursor: cursorParam,
    author: id.optional(),
    mine: z.enum(['true', 'false']).optional(),
    q: text(SEARCH_MAX).trim().min(1).optional(),
    status: z.enum(POST_STATUSES).optional(),
    sort: z.enum(OWN_POSTS_SORTS).optional(),
    include: z.literal('reads').optional(),
  })
  .refine(({ mine, status, sort, include }) => mine === 'true' || !(status ?? sort ?? include), {
    error: 'status, sort and include are for one’s own posts: add mine=true',
  })

export type ListPostsQuery = z.infer<typeof listPostsQuery>
export const postParams = z.strictObject({ postId: id })

const postFields = {
  id,
  slug: z.string(),
  title: z.string(),
  excerpt: z.string(),
  published: z.boolean(),
  publishedAt: z.iso.datetime().nullable(),
  createdAt: z.iso.datetime(),
  updatedAt: z.iso.datetime(),
  version: z.int(),
  author: z.object({ id, name: z.string(), avatarUrl: z.string().nullable() }).meta({ id: 'Author' }),
}

/** A post as the API shows it; dates are ISO 8601 in UTC. */
export const postSchema = z.object({ ...postFields, content: z.string() }).meta({ id: 'Post' })
export type Post = z.infer<typeof postSchema>

/** A post in a list: without its content; where it was asked for, with its reads of the last 30 days. */
export const postSummarySchema = z.object({ ...postFields, reads: z.int().optional() }).meta({ id: 'PostSummary' })
export type PostSummary = z.infer<typeof postSummarySchema>

export const postPageSchema = pageOf(postSummarySchema)
export type PostPage = z.infer<typeof postPageSchema>

export const viewInput = z.strictObject({ referrer: z.string().max(2000).optional() })

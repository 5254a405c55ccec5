import 'server-only'
// Reads of posts. Public reads are cached and know no viewer; one's own are read fresh, with the owner in the `where`.
import type { Owner } from '@/lib/auth/viewer'
import { cached } from '@/lib/cache'
import { keys, lifetimes, tags } from '@/lib/cache-keys'
import { db } from '@/lib/db'
import { decodeCursor, toPage, type Position } from '@/lib/pagination'
import type { PostStatus } from '@/lib/posts/policy'
import type { Post, PostPage, PostSummary } from '@/lib/posts/schema'
import type { Prisma } from '@/prisma/generated/client'

export const summarySelect = {
  id: true,
  slug: true,
  title: true,
  excerpt: true,
  published: true,
  publishedAt: true,
  createdAt: true,
  updatedAt: true,
  version: true,
  author: { select: { id: true, name: true, profile: { select: { avatarUrl: true } } } },
} satisfies Prisma.PostSelect
export const postSelect = { ...summarySelect, content: true } satisfies Prisma.PostSelect

type SummaryRow = Prisma.PostGetPayload<{ select: typeof summarySelect }>
type PostRow = Prisma.PostGetPayload<{ select: typeof postSelect }>

function toSummary({
  author: { profile, ...author },
  publishedAt,
  createdAt,
  updatedAt,
  ...row
}: SummaryRow): PostSummary {
  return {
    ...row,
    publishedAt: publishedAt?.toISOString() ?? null,
    createdAt: createdAt.toISOString(),
    updatedAt: updatedAt.toISOString(),
    author: { ...author, avatarUrl: profile?.avatarUrl ?? null },
  }
}
export const toPost = ({ content, ...row }: PostRow): Post => ({ ...toSummary(row), content })

/** Rows after a position in an order by (instant desc, id desc); the first bound is what the index walks by. */
const publishedAfter = ({ at, id }: Position): Prisma.PostWhereInput => ({
  AND: [{ publishedAt: { lte: at } }, { OR: [{ publishedAt: { lt: at } }, { id: { lt: id } }] }],
})
const createdAfter = ({ at, id }: Position): Prisma.PostWhereInput => ({
  AND: [{ createdAt: { lte: at } }, { OR: [{ createdAt: { lt: at } }, { id: { lt: id } }] }],
})
const PUBLIC_LIST = 'posts.public'
const OWN_LIST = 'posts.own'

const isPublic = (): Prisma.PostWhereInput => ({ published: true, publishedAt: { lte: new Date() } })

type ListOptions = { limit: number; cursor?: string | undefined; author?: string | undefined }

/** Published posts, newest published first. Throws 400 for a foreign cursor. */
export async function listPublishedPosts({ limit, cursor, author }: ListOptions): Promise<PostPage> {
  const position = cursor === undefined ? undefined : decodeCursor(PUBLIC_LIST, cursor)
  return cached(
    keys.posts.list({ limit, cursor, author }),
    { ...lifetimes.publicList, tags: [tags.publicPosts] },
    async () => {
      const rows = await db().post.findMany({
        where: { AND: [isPublic(), author ? { authorId: author } : {}, position ? publishedAfter(position) : {}] },
        orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
        take: limit + 1,
        select: summarySelect,
      })
      return toPage(PUBLIC_LIST, rows.map(toSummary), limit, ({ id, publishedAt }) => ({
        id,
        at: new Date(publishedAt ?? 0),
      }))
    },
  )
}

/** One published post by its address, or null. */
export function getPublishedPost(slug: string): Promise<Post | null> {
  return cached(keys.posts.bySlug(slug), { ...lifetimes.publicPost, tags: [tags.slug(slug)] }, async () => {
    const row = await db().post.findFirst({ where: { AND: [isPublic(), { slug }] }, select: postSelect })
    return row ? toPost(row) : null
  })
}

/** One published post by its id, or null. */
export function getPublishedPostById(postId: string): Promise<Post | null> {
  return cached(keys.posts.byId(postId), { ...lifetimes.publicPost, tags: [tags.post(postId)] }, async () => {
    const row = await db().post.findFirst({ where: { AND: [isPublic(), { id: postId }] }, select: postSelect })
    return row ? toPost(row) : null
  })
}

const statusFilter = (status: PostStatus | undefined, now = new Date()): Prisma.PostWhereInput =>
  status === 'draft'
    ? { published: false }
    : status === 'published'
      ? { published: true, publishedAt: { lte: now } }
      : status === 'scheduled'
        ? { published: true, publishedAt: { gt: now } }
        : {}

type OwnListOptions = { limit: number; cursor?: string | undefined; status?: PostStatus | undefined }

/** The viewer's own posts of every state, newest created first. Throws 400 for a foreign cursor. */
export async function listOwnPosts(viewer: Owner, { limit, cursor, status }: OwnListOptions): Promise<PostPage> {
  const list = `${OWN_LIST}.${viewer.userId}`
  const position = cursor === undefined ? undefined : decodeCursor(list, cursor)
  const rows = await db().post.findMany({
    where: { AND: [{ authorId: viewer.userId }, statusFilter(status), position ? createdAfter(position) : {}] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: summarySelect,
  })
  return toPage(list, rows.map(toSummary), limit, ({ id, createdAt }) => ({ id, at: new Date(createdAt) }))
}

/** One of the viewer's own posts, or null: what belongs to others reads as missing. */
export async function getOwnPost(viewer: Owner, postId: string): Promise<Post | null> {
  const row = await db().post.findFirst({ where: { id: postId, authorId: viewer.userId }, select: postSelect })
  return row ? toPost(row) : null
}

export async function countOwnPosts(viewer: Owner): Promise<{ published: number; drafts: number; scheduled: number }> {
  const now = new Date()
  const of = (status: PostStatus) =>
    db().post.count({ where: { AND: [{ authorId: viewer.userId }, statusFilter(status, now)] } })
  const [published, drafts, scheduled] = await Promise.all([of('published'), of('draft'), of('scheduled')])
  return { published, drafts, scheduled }
}

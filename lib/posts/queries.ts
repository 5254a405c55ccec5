import 'server-only'
// Reads of posts. Public reads are cached and know no viewer; one's own are read fresh, with the owner in the `where`.
import * as z from 'zod'
import type { Owner } from '@/lib/auth/identity'
import { cached } from '@/lib/cache'
import { keys, lifetimes, tags } from '@/lib/cache-keys'
import { db } from '@/lib/db'
import { afterPosition, positionIn, toPage, type Position } from '@/lib/pagination'
import type { PostStatus } from '@/lib/posts/policy'
import { slugSchema, type ListPostsQuery, type Post, type PostPage, type PostSummary } from '@/lib/posts/schema'
import { Prisma } from '@/prisma/generated/client'

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

const columns = { publishedAt: 'published_at', createdAt: 'created_at', updatedAt: 'updated_at' } as const
type Column = keyof typeof columns
type List = { name: string; newestBy: Column; where: Prisma.PostWhereInput }
type PageOptions = { limit: number; cursor?: string | undefined }

const PUBLIC_LIST = 'posts.public'

async function readPage({ name, newestBy, where }: List, limit: number, position?: Position): Promise<PostPage> {
  const rows = await db().post.findMany({
    where: { AND: [where, position ? afterPosition(newestBy, position) : {}] },
    orderBy: [{ [newestBy]: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: summarySelect,
  })
  return toPage(name, rows.map(toSummary), limit, (post) => ({ id: post.id, at: new Date(post[newestBy] ?? 0) }))
}

/** What a banned author wrote stays, and nobody sees it until the ban is lifted. */
const isPublic = (): Prisma.PostWhereInput => ({
  published: true,
  publishedAt: { lte: new Date() },
  author: { OR: [{ banned: false }, { banExpires: { lte: new Date() } }] },
})
const isPublicSql = Prisma.sql`published and published_at <= now() and not exists (
  select from users u where u.id = author_id and u.banned and (u.ban_expires is null or u.ban_expires > now()))`

/** `among` is `where` in SQL; `inTitle` finds a title by any part of it too. */
type Search = List & { q: string; among: Prisma.Sql; inTitle: boolean }

/** What `q` finds, newest first. Not cached: words are endless, and would push out what many read. */
async function searchPosts({ q, among, inTitle, ...given }: Search, { limit, cursor }: PageOptions): Promise<PostPage> {
  const list = { ...given, name: `${given.name}?q=${q}` }
  const position = positionIn(list.name, cursor)
  const at = Prisma.raw(columns[list.newestBy])
  const rest = position
    ? Prisma.sql`and (${at}, id) < (${position.at.toISOString()}::timestamptz, ${position.id}::uuid)`
    : Prisma.empty
  // Two searches and not one with `or`: so each keeps its index. The expression is the index's own, letter by letter.
  const titles = inTitle
    ? Prisma.sql`union select id, ${at} from posts where ${among} ${rest} and title ilike ${`%${q.replace(/[\\%_]/g, '\\$&')}%`}`
    : Prisma.empty
  const found = await db().$queryRaw<unknown[]>`
    select id from (
      select id, ${at} from posts
      where ${among} ${rest}
        and to_tsvector('english', title || ' ' || content) @@ websearch_to_tsquery('english', ${q})
      ${titles}
    ) as found order by ${at} desc, id desc limit ${limit + 1}`
  const ids = z.array(z.object({ id: z.string() })).parse(found)
  return readPage({ ...list, where: { AND: [list.where, { id: { in: ids.map(({ id }) => id) } }] } }, limit)
}

type ListOptions = PageOptions & { author?: string | undefined; q?: string | undefined }

/** Published posts, newest published first. Throws 400 for a foreign cursor. */
export async function listPublishedPosts({ author, q, ...page }: ListOptions): Promise<PostPage> {
  const where = { AND: [isPublic(), author ? { authorId: author } : {}] }
  if (q !== undefined) {
    const among = author ? Prisma.sql`${isPublicSql} and author_id = ${author}::uuid` : isPublicSql
    const list = { name: `${PUBLIC_LIST}.${author ?? ''}`, newestBy: 'publishedAt' as const, where }
    return searchPosts({ ...list, q, among, inTitle: false }, page)
  }
  const position = positionIn(PUBLIC_LIST, page.cursor)
  return cached(keys.posts.list({ ...page, author }), { ...lifetimes.publicList, tags: [tags.publicPosts] }, () =>
    readPage({ name: PUBLIC_LIST, newestBy: 'publishedAt', where }, page.limit, position),
  )
}

async function readPublished(where: { slug: string } | { id: string }): Promise<Post | null> {
  const row = await db().post.findFirst({ where: { AND: [isPublic(), where] }, select: postSelect })
  return row ? toPost(row) : null
}

/** One published post by its address, or null. */
export const getPublishedPost = async (slug: string): Promise<Post | null> =>
  slugSchema.safeParse(slug).success
    ? cached(keys.posts.bySlug(slug), { ...lifetimes.publicPost, tags: [tags.slug(slug)] }, () =>
        readPublished({ slug }),
      )
    : null

/** One published post by its id, or null. */
export const getPublishedPostById = (id: string): Promise<Post | null> =>
  cached(keys.posts.byId(id), { ...lifetimes.publicPost, tags: [tags.post(id)] }, () => readPublished({ id }))

/** How many addresses one file of a sitemap holds. */
export const SITEMAP_PAGE = 5_000
const SITEMAP_PAGES_MAX = 1_000
const sitemapOptions = { ...lifetimes.sitemap, tags: [tags.publicPosts] }

type SitemapStart = { at: string; id: string }

/** Where each file of the sitemap begins, oldest post first, so that a full one keeps its place when posts are added. */
export const listSitemapStarts = (): Promise<SitemapStart[]> =>
  cached(keys.posts.sitemapStarts, sitemapOptions, async () => {
    const rows = await db().$queryRaw<{ at: Date; id: string }[]>`
      select published_at as at, id from (
        select published_at, id, row_number() over (order by published_at, id) - 1 as place from posts where ${isPublicSql}
      ) public where place % ${SITEMAP_PAGE}::int = 0 order by published_at, id limit ${SITEMAP_PAGES_MAX}`
    return rows.map(({ at, id }) => ({ at: at.toISOString(), id }))
  })

/** What one file of the sitemap names, or null when there is no such file. */
export async function getSitemapPage(page: number): Promise<{ slug: string; updatedAt: string }[] | null> {
  const start = (await listSitemapStarts())[page]
  if (!start) return null
  return cached(keys.posts.sitemap(page), sitemapOptions, async () => {
    const at = new Date(start.at)
    const rows = await db().post.findMany({
      where: {
        AND: [
          isPublic(),
          { publishedAt: { gte: at } },
          { OR: [{ publishedAt: { gt: at } }, { id: { gte: start.id } }] },
        ],
      },
      orderBy: [{ publishedAt: 'asc' }, { id: 'asc' }],
      take: SITEMAP_PAGE,
      select: { slug: true, updatedAt: true },
    })
    return rows.map(({ slug, updatedAt }) => ({ slug, updatedAt: updatedAt.toISOString() }))
  })
}

const statusFilter = (status: PostStatus, now: Date): Prisma.PostWhereInput =>
  status === 'draft'
    ? { published: false }
    : { published: true, publishedAt: status === 'published' ? { lte: now } : { gt: now } }

const statusSql = (status: PostStatus, now: Date): Prisma.Sql =>
  status === 'draft'
    ? Prisma.sql`and not published`
    : Prisma.sql`and published and published_at ${Prisma.raw(status === 'published' ? '<=' : '>')} ${now.toISOString()}::timestamptz`

type OwnListOptions = PageOptions & Pick<ListPostsQuery, 'status' | 'sort' | 'q'>

/** The viewer's own posts, or what `q` finds of them: newest created first unless sorted by change. Throws 400 for a foreign cursor. */
export async function listOwnPosts(
  viewer: Owner,
  { status, sort = 'created', q, ...page }: OwnListOptions,
): Promise<PostPage> {
  const now = new Date()
  const list: List = {
    name: `posts.own.${viewer.userId}.${sort}`,
    newestBy: sort === 'updated' ? 'updatedAt' : 'createdAt',
    where: { AND: [{ authorId: viewer.userId }, status ? statusFilter(status, now) : {}] },
  }
  if (q === undefined) return readPage(list, page.limit, positionIn(list.name, page.cursor))
  const among = Prisma.sql`author_id = ${viewer.userId}::uuid ${status ? statusSql(status, now) : Prisma.empty}`
  return searchPosts({ ...list, q, among, inTitle: true }, page)
}

/** One of the viewer's own posts, or null: what belongs to others reads as missing. */
export async function getOwnPost(viewer: Owner, postId: string): Promise<Post | null> {
  const row = await db().post.findFirst({ where: { id: postId, authorId: viewer.userId }, select: postSelect })
  return row ? toPost(row) : null
}

const EXPORT_MAX = 10_000

/** The viewer's own posts with their content, for them to take along. */
export async function exportPosts({ userId }: Owner): Promise<Post[]> {
  const where = { authorId: userId }
  const rows = await db().post.findMany({ where, orderBy: { id: 'desc' }, take: EXPORT_MAX, select: postSelect })
  return rows.map(toPost)
}

export async function countOwnPosts(viewer: Owner): Promise<{ published: number; drafts: number; scheduled: number }> {
  const now = new Date()
  const of = (status: PostStatus) =>
    db().post.count({ where: { AND: [{ authorId: viewer.userId }, statusFilter(status, now)] } })
  const [published, drafts, scheduled] = await Promise.all([of('published'), of('draft'), of('scheduled')])
  return { published, drafts, scheduled }
}

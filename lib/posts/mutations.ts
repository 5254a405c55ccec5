import 'server-only'
// Writes of posts. Each ends by dropping what readers may have cached, once it is committed.
import type { Owner } from '@/lib/auth/identity'
import { invalidate } from '@/lib/cache'
import { tags } from '@/lib/cache-keys'
import { afterCommit, db, isUniqueViolation, transact, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { revalidatePages } from '@/lib/framework'
import { toExcerpt } from '@/lib/markdown'
import { trackEvent } from '@/lib/monitoring'
import { canWritePosts } from '@/lib/posts/policy'
import { postSelect, toPost } from '@/lib/posts/queries'
import type { CreatePostInput, Post, UpdatePostInput } from '@/lib/posts/schema'
import { slugFromTitle, withRandomSuffix } from '@/lib/posts/slug'

const SLUG_TRIES = 3

const TAKEN = 'Another post has this address. Change a word.'
const slugTaken = (cause: unknown) =>
  new AppError('conflict', TAKEN, { cause, fields: [{ path: 'slug', message: TAKEN }] })

function assertMayWrite(viewer: Owner): void {
  if (!canWritePosts(viewer)) throw new AppError('forbidden', 'This key may only read.')
}

type Changed = { postId: string; authorId: string; slugs: readonly string[]; wasOrIsPublic: boolean }
const forgetPost = ({ postId, authorId, slugs, wasOrIsPublic }: Changed): Promise<void> =>
  afterCommit(async () => {
    const lists = wasOrIsPublic ? [tags.publicPosts] : []
    await invalidate([...lists, tags.post(postId), tags.authorStats(authorId), ...slugs.map(tags.slug)])
    revalidatePages(slugs.map((slug) => `/blog/${slug}`))
  })

/** The versions that the writer has seen; undefined asks for none in particular. */
type Versions = readonly number[] | undefined
type Held = { slug: string; published: boolean; publishedAt: Date | null; version: number }

/** One of the viewer's own posts, held until the end of the transaction. Throws 404, and 412 for another version. */
async function holdOwnPost(tx: Transaction, viewer: Owner, postId: string, versions: Versions) {
  const [row] = await tx.$queryRaw<Held[]>`
    select slug, published, published_at as "publishedAt", version from posts
    where id = ${postId}::uuid and author_id = ${viewer.userId}::uuid for update`
  if (!row) throw new AppError('not-found')
  if (versions && !versions.includes(row.version))
    throw new AppError('precondition-failed', `It is at version ${row.version} by now. Read it again.`)
  return row
}

/** Creates a post. A taken address is 409 when the caller chose it; one made from the title gets another end. */
export async function createPost(viewer: Owner, input: CreatePostInput): Promise<Post> {
  assertMayWrite(viewer)
  const { slug: chosen, publishedAt, ...rest } = input
  const made = slugFromTitle(input.title)
  for (let attempt = 0; ; attempt += 1) {
    try {
      // In a transaction even alone: one whose answer never comes is not written after its author was told so.
      const row = await transact((tx) =>
        tx.post.create({
          data: {
            ...rest,
            authorId: viewer.userId,
            slug: chosen ?? (attempt === 0 ? made : withRandomSuffix(made)),
            excerpt: toExcerpt(input.content),
            publishedAt: publishedAt ? new Date(publishedAt) : input.published ? new Date() : null,
          },
          select: postSelect,
        }),
      )
      await forgetPost({ postId: row.id, authorId: viewer.userId, slugs: [row.slug], wasOrIsPublic: row.published })
      await afterCommit(async () => trackEvent('post_created', { published: row.published }))
      return toPost(row)
    } catch (error) {
      if (!isUniqueViolation(error)) throw error
      if (chosen !== undefined || attempt >= SLUG_TRIES) throw slugTaken(error)
    }
  }
}

/** Changes one of the viewer's own posts. The first publication sets its instant, and later ones keep it. Throws 404, 409, 412. */
export async function updatePost(
  viewer: Owner,
  postId: string,
  input: UpdatePostInput,
  versions?: Versions,
): Promise<Post> {
  assertMayWrite(viewer)
  const { publishedAt, title, content, slug, published } = input
  try {
    const { row, before } = await transact(async (tx) => {
      const before = await holdOwnPost(tx, viewer, postId, versions)
      const first = published && before.publishedAt === null ? new Date() : undefined
      const instant = publishedAt ? new Date(publishedAt) : first
      const row = await tx.post.update({
        where: { id: postId, authorId: viewer.userId },
        data: {
          ...(title === undefined ? {} : { title }),
          ...(content === undefined ? {} : { content, excerpt: toExcerpt(content) }),
          ...(slug === undefined ? {} : { slug }),
          ...(published === undefined ? {} : { published }),
          ...(instant === undefined ? {} : { publishedAt: instant }),
          version: { increment: 1 },
        },
        select: postSelect,
      })
      return { row, before }
    })
    await forgetPost({
      postId,
      authorId: viewer.userId,
      slugs: [...new Set([before.slug, row.slug])],
      wasOrIsPublic: before.published || row.published,
    })
    return toPost(row)
  } catch (error) {
    if (isUniqueViolation(error)) throw slugTaken(error)
    throw error
  }
}

/** Deletes one of the viewer's own posts with its statistics. Throws 404, 412. */
export async function deletePost(viewer: Owner, postId: string, versions?: Versions): Promise<void> {
  assertMayWrite(viewer)
  const { slug, published } = await transact(async (tx) => {
    const row = await holdOwnPost(tx, viewer, postId, versions)
    await tx.post.delete({ where: { id: postId, authorId: viewer.userId }, select: { id: true } })
    return row
  })
  await forgetPost({ postId, authorId: viewer.userId, slugs: [slug], wasOrIsPublic: published })
}

/** How many pages of one author are dropped at once; older ones follow within their minute. */
const AUTHOR_PAGES_MAX = 500

/** What drops the author from every cache: asked for while the posts are there, called once the change is written. */
export async function authorPages({ userId }: { userId: string }): Promise<() => Promise<void>> {
  const posts = await db().post.findMany({
    where: { authorId: userId, published: true },
    orderBy: [{ publishedAt: 'desc' }, { id: 'desc' }],
    take: AUTHOR_PAGES_MAX,
    select: { id: true, slug: true },
  })
  return async () => {
    const own = posts.flatMap(({ id, slug }) => [tags.post(id), tags.slug(slug)])
    await invalidate([...(posts.length > 0 ? [tags.publicPosts] : []), tags.authorStats(userId), ...own])
    revalidatePages(posts.map(({ slug }) => `/blog/${slug}`))
  }
}

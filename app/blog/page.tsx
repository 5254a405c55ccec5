import type { Metadata } from 'next'
import { notFound } from 'next/navigation'
import { connection } from 'next/server'
import * as z from 'zod'
import { OlderPosts } from '@/components/posts/older-posts'
import { feedLink } from '@/components/posts/post-metadata'
import { PublicPostList } from '@/components/posts/public-post-list'
import { AppError } from '@/lib/errors'
import { cursorParam, id } from '@/lib/http-schema'
import { listPublishedPosts } from '@/lib/posts/queries'

const PAGE_SIZE = 10
const pageQuery = z.object({ cursor: cursorParam, author: id.optional() })

type BlogPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> }

/** An author's list is a page of its own; older pages are there to be followed and not to be found. */
export async function generateMetadata({ searchParams }: BlogPageProps): Promise<Metadata> {
  const { author, cursor } = pageQuery.safeParse(await searchParams).data ?? {}
  return {
    title: 'Posts',
    description: 'What the people here have published, newest first.',
    alternates: { canonical: author ? `/blog?author=${author}` : '/blog', ...feedLink },
    ...(cursor ? { robots: { index: false, follow: true } } : {}),
  }
}

// Rendered whole and not streamed: without script a reader gets every word, and a bad cursor can still answer 404.
export default async function BlogPage({ searchParams }: BlogPageProps) {
  await connection()
  const query = pageQuery.safeParse(await searchParams)
  if (!query.success) notFound()
  const { cursor, author } = query.data
  const { data: posts, page } = await listPublishedPosts({ limit: PAGE_SIZE, cursor, author }).catch(toNotFound)
  const by = author ? posts[0]?.author.name : undefined

  return (
    <div className="mx-auto max-w-3xl">
      <h1 className="mb-8 text-3xl leading-[1.1] font-[600] tracking-[-0.03em] break-words">
        {by ? `Posts by ${by}` : 'Posts'}
      </h1>
      {posts.length > 0 ? (
        <PublicPostList posts={posts} />
      ) : (
        <p className="border-t pt-6 text-md text-muted-foreground">Nothing has been published yet.</p>
      )}
      <OlderPosts author={author} cursor={cursor} nextCursor={page.nextCursor} />
    </div>
  )
}

/** A cursor that this list did not make is an address with nothing at it. */
function toNotFound(error: unknown): never {
  if (error instanceof AppError && error.code === 'bad-request') notFound()
  throw error
}

import Link from 'next/link'
import { formatDate } from '@/lib/format'
import type { PostSummary } from '@/lib/posts/schema'

export function PublicPostList({ posts }: { posts: readonly PostSummary[] }) {
  return (
    <ul className="border-t">
      {posts.map((post) => (
        <li key={post.id} className="border-b">
          <PublicPostRow post={post} />
        </li>
      ))}
    </ul>
  )
}

function PublicPostRow({ post: { slug, title, excerpt, publishedAt, author } }: { post: PostSummary }) {
  return (
    <article className="group relative grid gap-x-8 gap-y-2 py-6 sm:grid-cols-[9.5rem_minmax(0,1fr)]">
      <p className="font-mono text-label text-muted-foreground sm:pt-1.5">
        {publishedAt ? <time dateTime={publishedAt}>{formatDate(publishedAt)}</time> : null}
        <span className="break-words before:px-1.5 before:content-['·'] sm:block sm:before:hidden">{author.name}</span>
      </p>
      <div className="min-w-0">
        <h2 className="text-xl break-words">
          {/* The link covers the whole row, so that a thumb cannot miss it. */}
          <Link
            href={`/blog/${slug}`}
            prefetch={false}
            className="underline-offset-4 group-hover:underline after:absolute after:inset-0"
          >
            {title}
          </Link>
        </h2>
        {excerpt ? <p className="mt-1.5 text-md leading-[1.55] break-words text-muted-foreground">{excerpt}</p> : null}
      </div>
    </article>
  )
}

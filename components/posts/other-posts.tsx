import Link from 'next/link'
import { formatDate } from '@/lib/format'
import { listPublishedPosts } from '@/lib/posts/queries'
import type { Post } from '@/lib/posts/schema'

const SHOWN = 3

/** The newest others by the same author; nothing at all when there is none. */
export async function OtherPosts({ post }: { post: Post }) {
  const { data } = await listPublishedPosts({ author: post.author.id, limit: SHOWN + 1 })
  const others = data.filter(({ id }) => id !== post.id).slice(0, SHOWN)
  if (others.length === 0) return null
  return (
    <section aria-labelledby="other-posts" className="pt-14">
      <h2 id="other-posts" className="mb-3 text-md">
        Other posts by {post.author.name}
      </h2>
      <ul className="border-t">
        {others.map(({ id, slug, title, publishedAt }) => (
          <li key={id} className="border-b">
            <Link
              href={`/blog/${slug}`}
              prefetch={false}
              className="group grid min-h-13 grid-cols-[minmax(0,1fr)_auto] items-center gap-4 py-2.5 text-md leading-[1.375rem]"
            >
              <span className="break-words underline-offset-4 group-hover:underline">{title}</span>
              {publishedAt ? (
                <time dateTime={publishedAt} className="font-mono text-label text-muted-foreground max-sm:hidden">
                  {formatDate(publishedAt)}
                </time>
              ) : null}
            </Link>
          </li>
        ))}
      </ul>
    </section>
  )
}

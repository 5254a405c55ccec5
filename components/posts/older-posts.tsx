import Link from 'next/link'
import { buttonVariants } from '@/components/ui/button'

type OlderPostsProps = { author: string | undefined; cursor: string | undefined; nextCursor: string | null }

/** Plain links along the cursors: they work without script and can be followed by a crawler. */
export function OlderPosts({ author, cursor, nextCursor }: OlderPostsProps) {
  if (!cursor && !nextCursor) return null
  const newest = new URLSearchParams(author ? { author } : {})
  const older = new URLSearchParams({ ...(author ? { author } : {}), cursor: nextCursor ?? '' })
  const classes = buttonVariants({ variant: 'outline' })
  return (
    <nav aria-label="Pages" className="mt-8 flex gap-2">
      {cursor ? (
        <Link href={author ? `/blog?${newest}` : '/blog'} prefetch={false} className={classes}>
          Newest posts
        </Link>
      ) : null}
      {nextCursor ? (
        <Link href={`/blog?${older}`} prefetch={false} className={classes}>
          Older posts
        </Link>
      ) : null}
    </nav>
  )
}

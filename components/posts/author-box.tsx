import Link from 'next/link'
import { Avatar } from '@/components/ui/avatar'
import { buttonVariants } from '@/components/ui/button'
import { Plate } from '@/components/ui/plate'
import type { Post } from '@/lib/posts/schema'

export function AuthorBox({ author }: { author: Post['author'] }) {
  return (
    <Plate className="mt-14 grid grid-cols-[auto_minmax(0,1fr)] items-center gap-4 p-5 sm:grid-cols-[auto_minmax(0,1fr)_auto]">
      <Avatar name={author.name} image={author.avatarUrl} size="lg" />
      <div className="min-w-0">
        <p className="font-mono text-label text-muted-foreground">Written by</p>
        <p className="font-medium break-words">{author.name}</p>
      </div>
      <Link
        href={`/blog?author=${author.id}`}
        prefetch={false}
        className={buttonVariants({ variant: 'outline', className: 'max-sm:col-span-2' })}
      >
        All posts
      </Link>
    </Plate>
  )
}

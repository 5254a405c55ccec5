import { Avatar } from '@/components/ui/avatar'
import { formatFullDay, readingMinutes } from '@/lib/format'
import type { Post } from '@/lib/posts/schema'

export function PostByline({ post }: { post: Post }) {
  return (
    <div className="mt-7 flex items-center gap-3 border-y py-3.5 leading-5">
      <Avatar name={post.author.name} image={post.author.avatarUrl} size="lg" />
      <div className="min-w-0">
        <span className="font-medium break-words">{post.author.name}</span>
        {post.publishedAt ? (
          <time dateTime={post.publishedAt} className="block font-mono text-label leading-5 text-muted-foreground">
            {formatFullDay(post.publishedAt)}
          </time>
        ) : null}
      </div>
      <span className="ml-auto font-mono text-label whitespace-nowrap text-muted-foreground">
        {readingMinutes(post.content)} min
      </span>
    </div>
  )
}

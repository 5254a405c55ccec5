import { Badge } from '@/components/ui/badge'
import type { PostStatus } from '@/lib/posts/policy'

export const STATUS_WORDS: Record<PostStatus, string> = {
  published: 'Published',
  scheduled: 'Scheduled',
  draft: 'Draft',
}

export function PostStatusBadge({ status }: { status: PostStatus }) {
  return <Badge status={status}>{STATUS_WORDS[status]}</Badge>
}

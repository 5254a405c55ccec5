// Who may see and change a post. Pure; queries and mutations put the same rules into their `where`.
import type { Viewer } from '@/lib/auth/viewer'

type Visibility = { published: boolean; publishedAt: Date | string | null }
export type PostStatus = 'published' | 'scheduled' | 'draft'

/** Scheduled is published in the future: it becomes public by the clock alone. */
export function postStatus({ published, publishedAt }: Visibility, now: Date = new Date()): PostStatus {
  if (!published || publishedAt === null) return 'draft'
  return new Date(publishedAt) <= now ? 'published' : 'scheduled'
}

export const canWritePosts = (viewer: Viewer): boolean =>
  viewer.kind === 'user' || (viewer.kind === 'api-key' && viewer.scopes.includes('write'))

// Who may see and change a post. Pure; queries and mutations put the same rules into their `where`.
import type { Viewer } from '@/lib/auth/identity'

type Visibility = { published: boolean; publishedAt: Date | string | null }
export const POST_STATUSES = ['published', 'scheduled', 'draft'] as const
export type PostStatus = (typeof POST_STATUSES)[number]

/** Scheduled is published in the future: it becomes public by the clock alone. */
export function postStatus({ published, publishedAt }: Visibility, now: Date = new Date()): PostStatus {
  if (!published || publishedAt === null) return 'draft'
  return new Date(publishedAt) <= now ? 'published' : 'scheduled'
}

export const canWritePosts = (viewer: Viewer): boolean =>
  viewer.kind === 'user' || (viewer.kind === 'api-key' && viewer.scopes.includes('write'))

/** The change that publishes a post now, or takes it back: what was to come out later does so at once. */
export const publication = ({ publishedAt }: Visibility, published: boolean, now: Date = new Date()) => ({
  published,
  ...(published && publishedAt !== null && new Date(publishedAt) > now ? { publishedAt: now.toISOString() } : {}),
})

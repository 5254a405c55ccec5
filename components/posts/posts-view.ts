// What of one's posts is shown, as it stands in the address of the list: a view can be kept, shared and returned to.
import { POST_STATUSES, type PostStatus } from '@/lib/posts/policy'
import { OWN_POSTS_SORTS, SEARCH_MAX, type OwnPostsSort } from '@/lib/posts/schema'

export type PostsView = { status?: PostStatus | undefined; q?: string | undefined; sort: OwnPostsSort }
export type PostsQuery = Record<'status' | 'q' | 'sort' | 'cursor', string | string[] | undefined>

export const SORT_WORDS: Record<OwnPostsSort, { choice: string; column: string }> = {
  updated: { choice: 'Last changed', column: 'Changed' },
  created: { choice: 'Newest', column: 'Created' },
}

export function toPostsView({ status, q, sort }: PostsQuery): PostsView {
  return {
    status: POST_STATUSES.find((each) => each === status),
    q: (typeof q === 'string' && q.trim().slice(0, SEARCH_MAX)) || undefined,
    sort: OWN_POSTS_SORTS.find((each) => each === sort) ?? 'updated',
  }
}

/** The address of a view, and of where it goes on. */
export function postsHref({ status, q, sort }: PostsView, cursor?: string): string {
  const query = new URLSearchParams({
    ...(status ? { status } : {}),
    ...(q ? { q } : {}),
    ...(sort === 'updated' ? {} : { sort }),
    ...(cursor ? { cursor } : {}),
  })
  return query.size === 0 ? '/posts' : `/posts?${query}`
}

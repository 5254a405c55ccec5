// Every cache key, tag and lifetime, so that reader and writer cannot drift. Pure: plain ids in, plain text out.

export type Lifetime = {
  /** Seconds for which the value is fresh. */
  ttl: number
  /** Further seconds in which the old value is answered while a new one is loaded. */
  swr: number
  /** Whether the value from before an invalidation may answer where loading fails. Never for what can be taken down. */
  graceWhenVoid?: boolean
}

export const keys = {
  posts: {
    list: ({
      author = '',
      cursor = '',
      limit,
    }: {
      author?: string | undefined
      cursor?: string | undefined
      limit: number
    }) => `posts:list:${author}:${limit}:${cursor}`,
    bySlug: (slug: string) => `posts:slug:${slug}`,
    byId: (postId: string) => `posts:id:${postId}`,
    sitemapStarts: 'posts:sitemap',
    sitemap: (page: number) => `posts:sitemap:${page}`,
  },
  stats: {
    user: (userId: string, days: number) => `stats:user:${userId}:${days}`,
    referrers: (userId: string, days: number) => `stats:referrers:${userId}:${days}`,
  },
}

export const tags = {
  /** Every public list. */
  publicPosts: 'posts:public',
  post: (postId: string) => `post:${postId}`,
  slug: (slug: string) => `post-slug:${slug}`,
  /** All that is counted for one author. */
  authorStats: (userId: string) => `stats:author:${userId}`,
}

export const lifetimes = {
  publicList: { ttl: 60, swr: 240, graceWhenVoid: true },
  // The page in front of it answers stale itself; twice would keep a post up long after it was taken down.
  publicPost: { ttl: 60, swr: 0 },
  sitemap: { ttl: 600, swr: 3600 },
  stats: { ttl: 300, swr: 0 },
} satisfies Record<string, Lifetime>

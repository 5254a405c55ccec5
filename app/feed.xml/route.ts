import { entityTag, isNoneMatch } from '@/lib/etag'
import { listPublishedPosts } from '@/lib/posts/queries'
import { toRss } from './rss'

const POSTS = 20

// The newest posts for feed readers. They ask often, so an unchanged feed costs them nothing but its tag.
export async function GET(request: Request): Promise<Response> {
  const { data } = await listPublishedPosts({ limit: POSTS })
  const xml = toRss(data)
  const headers = {
    'Content-Type': 'application/rss+xml; charset=utf-8',
    'Cache-Control': 'public, max-age=0, s-maxage=60, stale-while-revalidate=60',
    ETag: entityTag(null, xml),
  }
  if (isNoneMatch(request.headers, headers.ETag)) return new Response(null, { status: 304, headers })
  return new Response(xml, { headers })
}

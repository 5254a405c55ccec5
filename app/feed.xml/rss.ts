import type { PostSummary } from '@/lib/posts/schema'
import { fullAddress, publicEnv } from '@/lib/public-env'

const ESCAPES: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;', "'": '&apos;' }

/** Text as XML may hold it: what has a meaning is escaped, what XML 1.0 forbids is left out. */
const escaped = (text: string): string =>
  text
    .replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '')
    .replace(/[&<>"']/g, (character) => ESCAPES[character] ?? '')

function itemOf({ id, slug, title, excerpt, publishedAt, author }: PostSummary): string {
  return `    <item>
      <title>${escaped(title)}</title>
      <link>${escaped(fullAddress(`/blog/${slug}`))}</link>
      <guid isPermaLink="false">urn:uuid:${id}</guid>
      <pubDate>${new Date(publishedAt ?? 0).toUTCString()}</pubDate>
      <dc:creator>${escaped(author.name)}</dc:creator>
      <description>${escaped(excerpt)}</description>
    </item>`
}

/** RSS 2.0, newest post first. */
export function toRss(posts: readonly PostSummary[]): string {
  return `<?xml version="1.0" encoding="utf-8"?>
<rss version="2.0" xmlns:atom="http://www.w3.org/2005/Atom" xmlns:dc="http://purl.org/dc/elements/1.1/">
  <channel>
    <title>${escaped(publicEnv.appName)}</title>
    <link>${escaped(fullAddress('/blog'))}</link>
    <atom:link href="${escaped(fullAddress('/feed.xml'))}" rel="self" type="application/rss+xml"/>
    <description>${escaped(publicEnv.appDescription)}</description>
    <language>en</language>
${posts.map(itemOf).join('\n')}
  </channel>
</rss>
`
}

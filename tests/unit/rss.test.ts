import { expect, test } from 'vitest'
import { toRss } from '@/app/feed.xml/rss'
import type { PostSummary } from '@/lib/posts/schema'

const post: PostSummary = {
  id: '01890000-0000-7000-8000-000000000001',
  slug: 'granite',
  title: 'Granite & <lichen> ]]> "quoted"',
  excerpt: 'A \u0001control\u001f character',
  published: true,
  publishedAt: '2026-03-03T10:00:00.000Z',
  createdAt: '2026-03-03T10:00:00.000Z',
  updatedAt: '2026-03-03T10:00:00.000Z',
  version: 1,
  author: { id: '01890000-0000-7000-8000-000000000002', name: 'Ines & Co', avatarUrl: null },
}

test('what a title may hold cannot end an element, and what XML forbids is left out', () => {
  const xml = toRss([post])
  expect(xml).toContain('<title>Granite &amp; &lt;lichen&gt; ]]&gt; &quot;quoted&quot;</title>')
  expect(xml).toContain('<description>A control character</description>')
  expect(xml).toContain('<dc:creator>Ines &amp; Co</dc:creator>')
  expect(xml).toContain('<pubDate>Tue, 03 Mar 2026 10:00:00 GMT</pubDate>')
  expect(xml).toContain('/blog/granite</link>')
})

test('a feed without posts is a feed', () => {
  expect(toRss([])).toMatch(/<channel>[^]*<\/channel>\n<\/rss>\n$/)
})

import { connection } from 'next/server'
import { sitemapIndex, urlset } from '@/app/sitemap/urlset'
import { getSitemapPage, listSitemapStarts } from '@/lib/posts/queries'

const pages = [{ path: '/' }, { path: '/blog' }, { path: '/api/docs' }]

// Every public page; beyond 5,000 posts a list of files that name them, pages of the app first.
export async function GET(): Promise<Response> {
  await connection()
  const starts = await listSitemapStarts()
  if (starts.length > 1) return sitemapIndex(starts.map((_, index) => ({ path: `/sitemap/${index}.xml` })))
  const posts = (await getSitemapPage(0)) ?? []
  return urlset([...pages, ...posts.map(({ slug, updatedAt }) => ({ path: `/blog/${slug}`, changed: updatedAt }))])
}

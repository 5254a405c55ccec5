import { urlset } from '@/app/sitemap/urlset'
import { getSitemapPage } from '@/lib/posts/queries'

const FILE = /^(0|[1-9]\d{0,3})\.xml$/

// /sitemap/0.xml and on: up to 5,000 posts each.
export async function GET(_request: Request, { params }: { params: Promise<{ page: string }> }): Promise<Response> {
  const [, page] = FILE.exec((await params).page) ?? []
  const posts = page === undefined ? null : await getSitemapPage(Number(page))
  if (!posts) return new Response('There is no such sitemap.\n', { status: 404 })
  return urlset(posts.map(({ slug, updatedAt }) => ({ path: `/blog/${slug}`, changed: updatedAt })))
}

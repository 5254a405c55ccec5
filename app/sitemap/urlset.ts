import { fullAddress } from '@/lib/public-env'

export type Entry = { path: string; changed?: string }

const NAMESPACE = 'xmlns="http://www.sitemaps.org/schemas/sitemap/0.9"'

/** Addresses need no escaping: `URL` has encoded whatever XML would take for its own. */
const entriesOf = (tag: string, entries: readonly Entry[]) =>
  entries
    .map(({ path, changed }) => {
      const lastmod = changed ? `<lastmod>${changed}</lastmod>` : ''
      return `<${tag}><loc>${fullAddress(path)}</loc>${lastmod}</${tag}>`
    })
    .join('\n')

const xml = (root: string, tag: string, entries: readonly Entry[]) =>
  new Response(
    `<?xml version="1.0" encoding="utf-8"?>\n<${root} ${NAMESPACE}>\n${entriesOf(tag, entries)}\n</${root}>\n`,
    {
      headers: {
        'Content-Type': 'application/xml; charset=utf-8',
        'Cache-Control': 'public, max-age=0, s-maxage=60, stale-while-revalidate=60',
      },
    },
  )

/** One file of pages. */
export const urlset = (entries: readonly Entry[]): Response => xml('urlset', 'url', entries)

/** The list of files, where one does not hold all. */
export const sitemapIndex = (entries: readonly Entry[]): Response => xml('sitemapindex', 'sitemap', entries)

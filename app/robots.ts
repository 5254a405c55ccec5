import type { MetadataRoute } from 'next'
import { fullAddress } from '@/lib/public-env'

// A build does not know under which address it will run.
export const dynamic = 'force-dynamic'

/** Pages of the product show a crawler nothing but the way to sign in; the API is for programs, its reference for readers. */
export default function robots(): MetadataRoute.Robots {
  return {
    rules: {
      userAgent: '*',
      allow: ['/', '/api/docs'],
      disallow: ['/api/', '/dashboard', '/posts', '/settings', '/admin'],
    },
    sitemap: fullAddress('/sitemap.xml'),
  }
}

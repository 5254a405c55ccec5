import type { MetadataRoute } from 'next'
import { publicEnv } from '@/lib/public-env'

export default function manifest(): MetadataRoute.Manifest {
  return {
    name: publicEnv.appName,
    short_name: publicEnv.appName,
    description: publicEnv.appDescription,
    start_url: '/dashboard',
    display: 'standalone',
    background_color: '#f9faf8',
    theme_color: '#f9faf8',
    icons: [
      { src: '/icon-192.png', sizes: '192x192', type: 'image/png' },
      { src: '/icon-512.png', sizes: '512x512', type: 'image/png' },
      { src: '/icon-maskable-512.png', sizes: '512x512', type: 'image/png', purpose: 'maskable' },
    ],
  }
}

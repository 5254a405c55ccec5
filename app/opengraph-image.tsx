import { shareImage, shareImageSize } from '@/components/layout/share-image/share-image'
import { publicEnv } from '@/lib/public-env'

export const alt = `${publicEnv.appName}: ${publicEnv.appDescription}`
export const size = shareImageSize
export const contentType = 'image/png'

export default function Image() {
  return shareImage({ title: 'Start with one command. Grow lever by lever.', label: 'a Next.js starter' })
}

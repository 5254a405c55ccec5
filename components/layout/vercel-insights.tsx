import { Analytics } from '@vercel/analytics/next'
import { SpeedInsights } from '@vercel/speed-insights/next'
import { publicEnv } from '@/lib/public-env'

/** Their scripts exist on Vercel alone; anywhere else they would be 404s on every page. */
export function VercelInsights() {
  if (!publicEnv.onVercel) return null
  return (
    <>
      <Analytics />
      <SpeedInsights />
    </>
  )
}

// What the browser may know. Next replaces each `process.env.NEXT_PUBLIC_…` at build time, so each is written out in full.
const vercelHost = process.env.VERCEL_PROJECT_PRODUCTION_URL
const vercelUrl = vercelHost ? `https://${vercelHost}` : undefined

export const publicEnv = {
  appName: 'Foothold',
  appDescription: 'A Next.js starter that begins with one command and grows by turning levers.',
  /** The address that links in metadata start with. On the server alone; a build that does not know it leaves them relative. */
  appUrl: process.env.APP_URL || vercelUrl,
  /** Where browsers send their errors; the policy of every page lets them. */
  sentryDsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
} as const

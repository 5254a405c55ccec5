// What the browser may know. Next replaces each `process.env.NEXT_PUBLIC_…` at build time, so each is written out in full.

/** Stands for the app's own origin in pages that are built before anybody knows it; lib/cache-handler.mjs writes over it. */
export const UNKNOWN_ORIGIN = 'https://origin.invalid'

const vercelHost = process.env.VERCEL_PROJECT_PRODUCTION_URL
const vercelUrl = vercelHost ? `https://${vercelHost}` : undefined
const devUrl = process.env.NODE_ENV === 'development' ? `http://localhost:${process.env.PORT ?? 3000}` : undefined

export const publicEnv = {
  appName: 'Foothold',
  appDescription: 'A Next.js starter that begins with one command and grows by turning levers.',
  /** The origin that links in metadata start with. On the server alone; a build that does not know it leaves its place free. */
  appUrl: process.env.APP_URL || vercelUrl || devUrl || UNKNOWN_ORIGIN,
  /** Where browsers send their errors; the policy of every page lets them. */
  sentryDsn: process.env.NEXT_PUBLIC_SENTRY_DSN,
} as const

/** The full address of a path of this app, for readers that are not browsers: feeds, sitemaps, search engines. On the server alone. */
export const fullAddress = (path: string): string => new URL(path, publicEnv.appUrl).href

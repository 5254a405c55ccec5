// What the browser may know. Next replaces each `process.env.NEXT_PUBLIC_…` at build time, so each is written out in full.
export const publicEnv = {
  appName: 'Foothold',
  appDescription: 'A Next.js starter that begins with one command and grows by turning levers.',
  sentryDsn: process.env.NEXT_PUBLIC_SENTRY_DSN || undefined,
  /** Vercel serves its scripts only on its own platform. */
  onVercel: process.env.NEXT_PUBLIC_VERCEL_ENV !== undefined,
} as const

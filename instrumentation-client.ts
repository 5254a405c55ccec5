// Error reports cost 53 kB, so they are fetched once the page is idle. The variable is read here, and not in public-env, so
// that a build without it drops the branch and never compiles what it would load.
if (process.env.NEXT_PUBLIC_SENTRY_DSN) {
  const dsn = process.env.NEXT_PUBLIC_SENTRY_DSN
  const whenIdle = window.requestIdleCallback ?? ((work: () => void) => window.setTimeout(work, 2_000))
  whenIdle(() => void import('@sentry/nextjs').then(({ init }) => init({ dsn, tracesSampleRate: 0 })))
}

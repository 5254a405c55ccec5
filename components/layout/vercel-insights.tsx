/**
 * Vercel's page views and speed figures. Their scripts exist on Vercel alone; anywhere else they would be 404s on every page.
 * The variable is read here, and not in public-env, so that a build without it drops the branch and ships none of it.
 */
export async function VercelInsights() {
  // eslint-disable-next-line no-restricted-properties -- only a literal in this place is replaced before the branch is judged
  if (process.env.NEXT_PUBLIC_VERCEL_ENV) {
    const [{ Analytics }, { SpeedInsights }] = await Promise.all([
      import('@vercel/analytics/next'),
      import('@vercel/speed-insights/next'),
    ])
    return (
      <>
        <Analytics />
        <SpeedInsights />
      </>
    )
  }
  return null
}

import type { Instrumentation } from 'next'

/** Once at start: a bad environment or a database in the wrong zone stops the process before the first request. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const { startApp } = await import('@/lib/start')
  await startApp()
}

/** What a page or route throws past its own handling. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const [{ trackError }, { AppError }] = await Promise.all([import('@/lib/monitoring'), import('@/lib/errors')])
  if (error instanceof AppError && error.status < 500) return
  trackError(error, { path: context.routePath, method: request.method, kind: context.routeType })
}

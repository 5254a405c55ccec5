import 'server-only'
// What is watched: surprises, logged once and handed to Sentry where a DSN is set, and what people do, counted by Vercel
// Analytics on Vercel and logged elsewhere. Neither is told who it was.
import { env } from '@/lib/env'
import { log } from '@/lib/logger'
import { requestContext } from '@/lib/request-context'

/** Logs a surprise once, and hands it to Sentry where a DSN is set. Never throws. */
export function trackError(error: unknown, fields: Record<string, unknown> = {}): void {
  const requestId = fields.requestId ?? requestContext()?.requestId
  log.error('unexpected_error', { ...fields, requestId, error })
  if (!env().SENTRY_DSN) return
  void import('@sentry/nextjs')
    .then(({ captureException }) => captureException(error, { tags: { requestId: String(requestId ?? '') } }))
    .catch((failure: unknown) => log.error('error_report_failed', { error: failure }))
}

/** Something that a person did, named in snake_case, without anything that tells who. Never throws and is not waited for. */
export function trackEvent(name: string, properties: Record<string, string | number | boolean> = {}): void {
  log.info('product_event', { ...properties, name, requestId: requestContext()?.requestId })
  if (!env().VERCEL) return
  void import('@vercel/analytics/server').then(({ track }) => track(name, properties)).catch(trackError)
}

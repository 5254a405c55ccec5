import 'server-only'
// Surprises: logged once, and handed to Sentry where a DSN is set.
import { env } from '@/lib/env'
import { log } from '@/lib/logger'
import { requestContext } from '@/lib/request-context'

/** Logs a surprise once, and hands it to Sentry where a DSN is set. Never throws. */
export function trackError(error: unknown, fields: Record<string, unknown> = {}): void {
  const requestId = fields.requestId ?? requestContext()?.requestId
  log.error('unexpected_error', { ...fields, requestId, error })
  if (!env().SENTRY_DSN) return
  void import('@sentry/nextjs').then(({ captureException }) =>
    captureException(error, { tags: { requestId: String(requestId ?? '') } }),
  )
}

import { getMetrics } from '@/app/api/health/operations'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { metricsText } from '@/lib/metrics'
import { holdsSecret } from '@/lib/request'
import { resource, route } from '@/lib/route'

// GET /api/metrics: Prometheus text, for a caller with METRICS_TOKEN; without that variable there is nothing here.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(getMetrics, async ({ request }) => {
    if (!holdsSecret(request.headers, env().METRICS_TOKEN)) throw new AppError('not-found')
    const { contentType, text } = await metricsText()
    return new Response(text, { headers: { 'Content-Type': contentType } })
  }),
)

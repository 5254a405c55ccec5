import { getMetrics } from '@/app/api/health/operations'
import { AppError } from '@/lib/errors'
import { metricsText } from '@/lib/metrics'
import { hasMetricsToken } from '@/lib/request'
import { resource, route } from '@/lib/route'

// GET /api/metrics: Prometheus text, for a caller with METRICS_TOKEN; without that variable there is nothing here.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(getMetrics, async ({ request }) => {
    if (!hasMetricsToken(request.headers)) throw new AppError('not-found')
    const { contentType, text } = await metricsText()
    return new Response(text, { headers: { 'Content-Type': contentType } })
  }),
)

// What the probes and the metrics promise: operations of the process itself, of no noun.
import * as z from 'zod'
import { operation } from '@/lib/operation'

const NEVER_STORED = 'no-store'

export const getLiveness = operation({
  id: 'getLiveness',
  tag: 'health',
  method: 'GET',
  path: '/api/health/live',
  summary: 'Whether the process answers',
  access: 'public',
  limit: null,
  response: z.object({ status: z.literal('live') }),
  cacheControl: NEVER_STORED,
})

export const getReadiness = operation({
  id: 'getReadiness',
  tag: 'health',
  method: 'GET',
  path: '/api/health/ready',
  summary: 'Whether it may get traffic',
  description:
    '200 while the database answers, `degraded` without Redis; 503 with the same body without it, and from the moment at which the process is told to stop.',
  access: 'public',
  limit: null,
  response: z.object({
    status: z.enum(['ready', 'degraded', 'unavailable', 'stopping']),
    database: z.enum(['up', 'down']),
    redis: z.enum(['up', 'down', 'none']),
  }),
  errors: ['unavailable'],
  cacheControl: NEVER_STORED,
})

export const getMetrics = operation({
  id: 'getMetrics',
  tag: 'health',
  method: 'GET',
  path: '/api/metrics',
  summary: 'Figures of this process',
  description:
    'Prometheus text, for a caller with `Authorization: Bearer METRICS_TOKEN`; for everyone else there is nothing here.',
  access: 'public',
  limit: 'anonymous',
  status: 200,
  errors: ['not-found'],
  cacheControl: NEVER_STORED,
})

export const runUpkeep = operation({
  id: 'runUpkeep',
  tag: 'health',
  method: 'GET',
  path: '/api/cron/upkeep',
  summary: 'Delete what has expired',
  description:
    'For a scheduler with `Authorization: Bearer CRON_SECRET`; for everyone else there is nothing here. A process does the same by itself, after writes. Safe to call twice.',
  access: 'public',
  limit: 'anonymous',
  response: z.object({ purged: z.int().min(0).describe('Rows deleted') }),
  errors: ['not-found'],
  cacheControl: NEVER_STORED,
})

import { runUpkeep } from '@/app/api/health/operations'
import { purgeExpired } from '@/lib/db'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'
import { holdsSecret } from '@/lib/request'
import { resource, route } from '@/lib/route'

const UNTIL_MS = 8_000

// GET /api/cron/upkeep: what vercel.json calls once a day, where no process runs on between requests.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(runUpkeep, async ({ request }) => {
    if (!holdsSecret(request.headers, env().CRON_SECRET)) throw new AppError('not-found')
    const until = performance.now() + UNTIL_MS
    let purged = 0
    for (let batch = -1; batch !== 0 && performance.now() < until; purged += batch) batch = await purgeExpired()
    return { purged }
  }),
)

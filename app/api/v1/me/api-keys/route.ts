import { createApiKey } from '@/lib/auth/mutations'
import * as operations from '@/lib/auth/operations'
import { listApiKeys } from '@/lib/auth/queries'
import { created, resource, route } from '@/lib/route'

// GET /api/v1/me/api-keys: the viewer's keys, without the keys themselves.
// POST /api/v1/me/api-keys: a new key, shown this once.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.listApiKeys, async ({ viewer }) => listApiKeys(viewer)),
  route(operations.createApiKey, async ({ viewer, body, address }) => {
    const key = await createApiKey(viewer, body, address)
    return created(key, `/api/v1/me/api-keys/${key.id}`)
  }),
)

import { deleteApiKey } from '@/lib/auth/mutations'
import * as operations from '@/lib/auth/operations'
import { resource, route } from '@/lib/route'

// DELETE /api/v1/me/api-keys/{keyId}: ends one of the viewer's keys.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.deleteApiKey, async ({ viewer, params, address }) => deleteApiKey(viewer, params.keyId, address)),
)

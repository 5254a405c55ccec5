import * as operations from '@/lib/auth/account-operations'
import { confirmTwoFactor } from '@/lib/auth/two-factor'
import { resource, route } from '@/lib/route'

// POST /api/v1/me/two-factor/confirm: on, with the first code of the app; answers the backup codes.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.confirmTwoFactor, async ({ viewer, body, ...attempt }) =>
    confirmTwoFactor(viewer, body.code, attempt),
  ),
)

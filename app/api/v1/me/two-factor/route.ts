import * as operations from '@/lib/auth/account-operations'
import { disableTwoFactor, startTwoFactor } from '@/lib/auth/two-factor'
import { resource, route } from '@/lib/route'

// POST /api/v1/me/two-factor: a secret for an authenticator app; nothing is asked for yet.
// DELETE /api/v1/me/two-factor: off again, for the password.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.startTwoFactor, async ({ viewer }) => startTwoFactor(viewer)),
  route(operations.disableTwoFactor, async ({ viewer, body, ...attempt }) => disableTwoFactor(viewer, body, attempt)),
)

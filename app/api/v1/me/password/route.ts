import * as operations from '@/lib/auth/account-operations'
import { changePassword } from '@/lib/auth/own-password'
import { resource, route } from '@/lib/route'

// PUT /api/v1/me/password: another password; every other session ends.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.changePassword, async ({ viewer, body, ...attempt }) => changePassword(viewer, body, attempt)),
)

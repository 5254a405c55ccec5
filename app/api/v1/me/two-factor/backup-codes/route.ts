import * as operations from '@/lib/auth/account-operations'
import { renewBackupCodes } from '@/lib/auth/two-factor'
import { resource, route } from '@/lib/route'

// POST /api/v1/me/two-factor/backup-codes: ten new ones instead of the old.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.renewBackupCodes, async ({ viewer, ...attempt }) => renewBackupCodes(viewer, attempt)),
)

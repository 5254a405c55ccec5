import { changeEmail } from '@/lib/auth/account-operations'
import { requestEmailChange } from '@/lib/auth/email-change'
import { resource, route } from '@/lib/route'

// POST /api/v1/me/email: asks both mailboxes whether the address may change.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(changeEmail, async ({ viewer, body, request }) => ({
    status: 'mail-sent' as const,
    ...(await requestEmailChange(viewer, body.email, request)),
  })),
)

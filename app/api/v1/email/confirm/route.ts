import { confirmEmail } from '@/lib/auth/account-operations'
import { confirmEmailChange } from '@/lib/auth/email-change'
import { resource, route } from '@/lib/route'

// POST /api/v1/email/confirm: one mailbox agrees; with the second the address changes.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(confirmEmail, async ({ body, ...from }) => confirmEmailChange(body.token, from)),
)

import { signUp } from '@/lib/auth/operations'
import { startSignUp } from '@/lib/auth/sign-up'
import { resource, route } from '@/lib/route'

// POST /api/v1/sign-up: mails a link to the address, and says the same to everyone.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(signUp, async ({ body, request }) => ({
    status: 'mail-sent' as const,
    ...(await startSignUp(body.email, request)),
  })),
)

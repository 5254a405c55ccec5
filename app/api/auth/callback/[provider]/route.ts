import { signInCallback } from '@/lib/auth/account-operations'
import { finishProviderSignIn } from '@/lib/auth/sign-in'
import { resource, route } from '@/lib/route'

// GET /api/auth/callback/{provider}: the way back from GitHub or Google, into the app.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(signInCallback, async ({ params, ...attempt }) => finishProviderSignIn(params.provider, attempt)),
)

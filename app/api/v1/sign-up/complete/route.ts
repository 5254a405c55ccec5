import { signUpCompleteAnswer, signUpCompleteSchema } from '@/lib/auth/schema'
import { completeSignUp } from '@/lib/auth/sign-up'
import { withClientAddress } from '@/lib/request'
import { Reply, route } from '@/lib/route'

// POST /api/v1/sign-up/complete: spends the mailed token, creates the user, and signs in.
export const POST = route(
  {
    path: '/api/v1/sign-up/complete',
    auth: 'none',
    limit: 'auth',
    body: signUpCompleteSchema,
    response: signUpCompleteAnswer,
  },
  async ({ body, request, address }) => {
    const cookies = await completeSignUp(body, withClientAddress(request.headers, address))
    return new Reply(201, { signedIn: cookies.length > 0 }, {}, cookies)
  },
)

import * as operations from '@/lib/auth/operations'
import { completeSignUp } from '@/lib/auth/sign-up'
import { withClientAddress } from '@/lib/request'
import { Reply, resource, route } from '@/lib/route'

// POST /api/v1/sign-up/complete: spends the mailed token, creates the user, and signs in.
export const { GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS } = resource(
  route(operations.completeSignUp, async ({ body, request, address }) => {
    const cookies = await completeSignUp(body, withClientAddress(request.headers, address))
    return new Reply({ signedIn: cookies.length > 0 }, { cookies })
  }),
)

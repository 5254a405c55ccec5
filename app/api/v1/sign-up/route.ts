import { signUpAnswer, signUpSchema } from '@/lib/auth/schema'
import { startSignUp } from '@/lib/auth/sign-up'
import { accepted, route } from '@/lib/route'

// POST /api/v1/sign-up: mails a link to the address, and says the same to everyone.
export const POST = route(
  { path: '/api/v1/sign-up', auth: 'none', limit: 'auth', body: signUpSchema, response: signUpAnswer },
  async ({ body, url, request }) => {
    const { inbox } = await startSignUp(body.email, `${url.protocol}//${request.headers.get('host') ?? url.host}`)
    return accepted({ status: 'mail-sent', ...(inbox ? { inbox } : {}) })
  },
)

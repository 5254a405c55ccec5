import 'server-only'
// Signing in with GitHub or Google: which of them there are, whom they may create, and that two-factor sign-in is asked for
// after them as it is after a password. Parts of better-auth's configuration; the routes are in sign-in.ts.
import type { BetterAuthPlugin } from 'better-auth'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { deleteSessionCookie } from 'better-auth/cookies'
import { generateRandomString } from 'better-auth/crypto'
import { createProfile } from '@/lib/auth/account-mutations'
import { SIGN_IN_PROVIDERS, type SignInProvider } from '@/lib/auth/schema'
import { env } from '@/lib/env'

/** How long a code may follow the first step. */
export const CHALLENGE_SECONDS = 600
export const CHALLENGE_COOKIE = 'two_factor'
const NAME_MAX = 80

function credentials(provider: SignInProvider) {
  const { GITHUB_CLIENT_ID, GITHUB_CLIENT_SECRET, GOOGLE_CLIENT_ID, GOOGLE_CLIENT_SECRET } = env()
  return {
    github: { clientId: GITHUB_CLIENT_ID, clientSecret: GITHUB_CLIENT_SECRET },
    google: { clientId: GOOGLE_CLIENT_ID, clientSecret: GOOGLE_CLIENT_SECRET },
  }[provider]
}

/** The providers that are set up here. */
export const signInProviders = (): SignInProvider[] =>
  SIGN_IN_PROVIDERS.filter((provider) => credentials(provider).clientId !== undefined)

export const socialProviders = () =>
  Object.fromEntries(
    signInProviders().map((provider) => {
      const { clientId = '', clientSecret = '' } = credentials(provider)
      return [provider, { clientId, clientSecret }]
    }),
  )

type NewUser = { name: string; email: string; emailVerified: boolean; image?: string | null | undefined }

/** Who comes by way of a provider is created only with an address that the provider has verified; pictures stay there. */
export const newUserHooks = {
  before: async <User extends NewUser>(user: User) => {
    if (!user.emailVerified) throw new APIError('FORBIDDEN', { code: 'email_not_verified' })
    const name = user.name.trim().slice(0, NAME_MAX) || (user.email.split('@')[0] ?? '').slice(0, NAME_MAX)
    return { data: { ...user, name, image: null } }
  },
  after: ({ id }: { id: string }) => createProfile(id),
}

/** A provider's tokens are of no use to us, and what is not stored cannot be lost. */
export const forgetTokens = async <Account extends object>(account: Account) => ({
  data: {
    ...account,
    accessToken: null,
    refreshToken: null,
    idToken: null,
    accessTokenExpiresAt: null,
    refreshTokenExpiresAt: null,
  },
})

/** The two-factor plugin asks for a code after a password and nowhere else; this does the same after a provider. */
export const secondStepAfterProvider = {
  id: 'second-step-after-provider',
  hooks: {
    after: [
      {
        matcher: ({ path }) => path === '/callback/:id',
        handler: createAuthMiddleware(async (ctx) => {
          const { newSession, internalAdapter, responseHeaders, secret } = ctx.context
          if (!newSession?.user.twoFactorEnabled) return
          deleteSessionCookie(ctx, true)
          await internalAdapter.deleteSession(newSession.session.token)
          ctx.context.setNewSession(null)
          const identifier = `2fa-${generateRandomString(20)}`
          const expiresAt = new Date(Date.now() + CHALLENGE_SECONDS * 1000)
          const rows = { [identifier]: newSession.user.id, [`2fa-attempts-${identifier}`]: '0' }
          for (const [key, value] of Object.entries(rows))
            await internalAdapter.createVerificationValue({ identifier: key, value, expiresAt })
          const cookie = ctx.context.createAuthCookie(CHALLENGE_COOKIE, { maxAge: CHALLENGE_SECONDS })
          await ctx.setSignedCookie(cookie.name, identifier, secret, cookie.attributes)
          throw ctx.redirect(`/two-factor?next=${encodeURIComponent(responseHeaders?.get('location') ?? '')}`)
        }),
      },
    ],
  },
} satisfies BetterAuthPlugin

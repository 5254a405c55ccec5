import 'server-only'
// better-auth runs the flows and writes the sessions. It never sits on the read path (viewer.ts does) and its address is
// closed but for the list in mount.ts.
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import { twoFactor } from 'better-auth/plugins'
import { recordSignIn } from '@/lib/auth/mutations'
import {
  CHALLENGE_SECONDS,
  forgetTokens,
  newUserHooks,
  secondStepAfterProvider,
  socialProviders,
} from '@/lib/auth/oauth'
import { hashPassword, verifyPassword } from '@/lib/auth/password'
import { PASSWORD_MAX, PASSWORD_MIN } from '@/lib/auth/schema'
import { db } from '@/lib/db'
import { env, ownOrigins } from '@/lib/env'
import { ADDRESS_HEADER } from '@/lib/request'
import { singleton } from '@/lib/singleton'

const DAY_SECONDS = 24 * 3600
/** The absolute life of a session, and of its cookie. */
export const SESSION_MAX_DAYS = 30
/** Without a visit in this time it ends earlier. */
export const SESSION_IDLE_DAYS = 7

const daysFromNow = (days: number) => new Date(Date.now() + days * DAY_SECONDS * 1000)

async function endsEarlierWhenIdle<Session extends { userId: string; expiresAt: Date }>(session: Session) {
  const user = await db().user.findUnique({ where: { id: session.userId }, select: { banned: true, banExpires: true } })
  if (user?.banned && (user.banExpires === null || user.banExpires > new Date()))
    throw new APIError('FORBIDDEN', { code: 'account_closed', message: 'This account is closed.' })
  const idle = daysFromNow(SESSION_IDLE_DAYS)
  return { data: { ...session, expiresAt: idle < session.expiresAt ? idle : session.expiresAt } }
}

/** A session that a code has yet to follow is deleted in the same breath: nobody has signed in. */
async function recordWholeSignIn(session: { id: string; userId: string }, context: { path?: string } | null) {
  const isFirstStep = context?.path !== undefined && !context.path.startsWith('/two-factor/')
  if (isFirstStep && (await db().user.count({ where: { id: session.userId, twoFactorEnabled: true } })) > 0) return
  await recordSignIn(session)
}

function createAuth() {
  const origin = ownOrigins()[0]
  return betterAuth({
    ...(origin === undefined ? {} : { baseURL: origin }),
    basePath: '/api/auth',
    secret: env().AUTH_SECRET,
    database: prismaAdapter(db(), { provider: 'postgresql' }),
    trustedOrigins: ownOrigins(),
    emailAndPassword: {
      enabled: true,
      disableSignUp: true,
      minPasswordLength: PASSWORD_MIN,
      maxPasswordLength: PASSWORD_MAX,
      password: { hash: hashPassword, verify: verifyPassword },
      revokeSessionsOnPasswordReset: true,
    },
    session: {
      expiresIn: SESSION_MAX_DAYS * DAY_SECONDS,
      disableSessionRefresh: true,
      cookieCache: { enabled: false },
    },
    verification: { storeIdentifier: 'hashed', disableCleanup: true },
    rateLimit: { enabled: false },
    telemetry: { enabled: false },
    advanced: {
      database: { generateId: false },
      useSecureCookies: origin?.startsWith('https:') ?? false,
      ipAddress: { ipAddressHeaders: [ADDRESS_HEADER] },
    },
    account: { accountLinking: { disableImplicitLinking: true }, updateAccountOnSignIn: false },
    socialProviders: socialProviders(),
    // Tries are counted by our own limits, in one place with those of passwords.
    plugins: [
      twoFactor({ twoFactorCookieMaxAge: CHALLENGE_SECONDS, accountLockout: { enabled: false } }),
      secondStepAfterProvider,
    ],
    databaseHooks: {
      user: { create: newUserHooks },
      account: { create: { before: forgetTokens } },
      session: { create: { before: endsEarlierWhenIdle, after: recordWholeSignIn } },
    },
    logger: { disabled: true },
    onAPIError: { throw: false, errorURL: '/sign-in' },
  })
}

export const auth = () => singleton('auth', createAuth)

/** What makes a browser forget that it is signed in. */
export async function expiredCookies(): Promise<string[]> {
  const { authCookies } = await auth().$context
  return [authCookies.sessionToken, authCookies.sessionData, authCookies.dontRememberToken].map(
    ({ name, attributes }) =>
      `${name}=; Max-Age=0; Path=/; HttpOnly; SameSite=Lax${attributes.secure ? '; Secure' : ''}`,
  )
}

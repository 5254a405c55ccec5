import 'server-only'
// better-auth runs the flows and writes the sessions. It never sits on the read path (viewer.ts does) and its address is
// closed but for the list in mount.ts.
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError } from 'better-auth/api'
import { recordSignIn } from '@/lib/auth/mutations'
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
    throw new APIError('FORBIDDEN', { message: 'This account is closed.' })
  const idle = daysFromNow(SESSION_IDLE_DAYS)
  return { data: { ...session, expiresAt: idle < session.expiresAt ? idle : session.expiresAt } }
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
    databaseHooks: { session: { create: { before: endsEarlierWhenIdle, after: recordSignIn } } },
    logger: { disabled: true },
    onAPIError: { throw: false },
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

import 'server-only'
// Sign-up, e-mail first: an address gets a link, the link asks for name and password, and its POST makes the user. No
// unverified user ever exists, so nobody can register somebody else's address and nothing tells known addresses from new ones.
import { auth } from '@/lib/auth/auth'
import { alreadyRegisteredMail, signUpMail } from '@/lib/auth/mails'
import { mayMail, requireMail, sendLater, type Sent } from '@/lib/auth/outbox'
import { hashPassword } from '@/lib/auth/password'
import { assertGoodPassword } from '@/lib/auth/password-rules'
import { findUserByEmail } from '@/lib/auth/queries'
import { newToken, tokenIdentifier } from '@/lib/auth/tokens'
import { db, isUniqueViolation, transact } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'
import { trackError, trackEvent } from '@/lib/monitoring'

const TOKEN_LIFE_MS = 24 * 3600_000

/**
 * Queues a mail to the address and tells nothing else. Known and new addresses do the same work: one row, one mail, sent
 * after the answer. Throws 503 without a mail transport.
 */
export async function startSignUp(email: string, request: Request): Promise<Sent> {
  const origin = requireMail(request, 'Sign-up')
  const allowed = await mayMail(email)
  const token = newToken()
  const [known] = await Promise.all([
    findUserByEmail(email),
    db().verification.create({
      data: {
        identifier: tokenIdentifier('sign-up', token),
        value: email,
        expiresAt: new Date(Date.now() + TOKEN_LIFE_MS),
      },
      select: { id: true },
    }),
  ])
  const mail = known
    ? alreadyRegisteredMail(email, `${origin}/sign-in`)
    : signUpMail(email, `${origin}/sign-up/complete#token=${token}`)
  return sendLater(mail, allowed)
}

async function createUser(token: string, name: string, passwordHash: string, email: string): Promise<string> {
  return transact(async (tx) => {
    const { count } = await tx.verification.deleteMany({
      where: { identifier: tokenIdentifier('sign-up', token), expiresAt: { gt: new Date() } },
    })
    if (count !== 1) throw new AppError('gone')
    const user = await tx.user.create({
      data: { email, name, emailVerified: true, profile: { create: {} } },
      select: { id: true },
    })
    await tx.account.create({
      data: { userId: user.id, accountId: user.id, providerId: 'credential', password: passwordHash },
      select: { id: true },
    })
    return user.id
  })
}

type Completion = { token: string; name: string; password: string }

/**
 * Spends the token, creates the verified user with profile and password, and signs in. Returns the session's cookies; none
 * when only the session failed. Throws 410 for a spent or expired token, 409 for an address taken meanwhile, 422 for a weak
 * password (which spends nothing).
 */
export async function completeSignUp({ token, name, password }: Completion, headers: Headers): Promise<string[]> {
  const row = await db().verification.findFirst({
    where: { identifier: tokenIdentifier('sign-up', token), expiresAt: { gt: new Date() } },
    select: { value: true },
  })
  if (!row) throw new AppError('gone')
  const email = row.value
  await assertGoodPassword(password, { email, name })
  const passwordHash = await hashPassword(password)
  try {
    const userId = await createUser(token, name, passwordHash, email)
    log.info('user_created', { userId })
    trackEvent('signed_up')
  } catch (error) {
    if (isUniqueViolation(error))
      throw new AppError('conflict', 'This address has an account by now. Sign in instead.', { cause: error })
    throw error
  }
  try {
    const { headers: answer } = await auth().api.signInEmail({
      body: { email, password },
      headers,
      returnHeaders: true,
    })
    return answer.getSetCookie()
  } catch (error) {
    trackError(error)
    return []
  }
}

import 'server-only'
// Writes of how an account is entered: its password, its address, its second factor. Each tells the audit log in its own
// transaction, and ends what the old way in had opened.
import { createHash } from 'node:crypto'
import * as z from 'zod'
import { audit } from '@/lib/auth/audit'
import type { UserViewer } from '@/lib/auth/identity'
import { newToken, tokenIdentifier, type TokenKind } from '@/lib/auth/tokens'
import { db, transact, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'

type Address = string | null

/** Spends a mailed token and returns what it stood for. Throws 410 for one that was spent, has expired or never was. */
async function spendToken(tx: Transaction, kind: TokenKind, token: string): Promise<string> {
  const [row] = await tx.$queryRaw<{ value: string }[]>`
    delete from verifications where identifier = ${tokenIdentifier(kind, token)} and expires_at > now() returning value`
  if (!row) throw new AppError('gone')
  return row.value
}

/** Whoever changes the same account at the same time waits here. */
const lockUser = (tx: Transaction, userId: string) =>
  tx.$queryRaw`select id from users where id = ${userId}::uuid for update`

/** Ends every session but the one kept, and what was mailed or half begun: links, and sign-ins that wait for a code. */
async function revokeAccess(tx: Transaction, userId: string, keepSessionId?: string): Promise<void> {
  await tx.session.deleteMany({ where: { userId, ...(keepSessionId ? { id: { not: keepSessionId } } : {}) } })
  await tx.verification.deleteMany({ where: { value: { startsWith: userId } } })
}

async function writePassword(tx: Transaction, userId: string, password: string): Promise<void> {
  const credential = { userId, providerId: 'credential' }
  const { count } = await tx.account.updateMany({ where: credential, data: { password } })
  if (count === 0)
    await tx.account.create({ data: { ...credential, accountId: userId, password }, select: { id: true } })
}

/** Sets the password that a mailed token may set, and ends every session. Throws 410. */
export async function setPasswordByToken(token: string, passwordHash: string, address: Address): Promise<void> {
  await transact(async (tx) => {
    const userId = await spendToken(tx, 'reset', token)
    await lockUser(tx, userId)
    await writePassword(tx, userId, passwordHash)
    await revokeAccess(tx, userId)
    await audit(tx, { actor: userId, action: 'password.reset', target: { type: 'user', id: userId }, address })
  })
}

/** Sets the viewer's password and ends their other sessions. */
export async function setOwnPassword(
  { userId, sessionId }: UserViewer,
  passwordHash: string,
  address: Address,
): Promise<void> {
  await transact(async (tx) => {
    await lockUser(tx, userId)
    await writePassword(tx, userId, passwordHash)
    await revokeAccess(tx, userId, sessionId)
    await audit(tx, { actor: userId, action: 'password.changed', target: { type: 'user', id: userId }, address })
  })
}

const EMAIL_CHANGE_LIFE_MS = 24 * 3600_000
/** What either token of a change stands for: whose it is, where to, and where the other one is found. */
const emailChange = z.object({ to: z.string(), session: z.string(), other: z.string(), last: z.boolean() })
type EmailChange = z.infer<typeof emailChange>
/** The user's id first, as with every token: ending access finds it by that. */
const emailChangeValue = (userId: string, change: EmailChange) => `${userId} ${JSON.stringify(change)}`

/** Makes the two tokens that change the viewer's address once both are spent; a change under way ends. */
export async function createEmailChange({ userId, sessionId }: UserViewer, to: string) {
  const tokens = { old: newToken(), new: newToken() }
  const [one, other] = [tokens.old, tokens.new].map((token) => tokenIdentifier('email-change', token))
  const row = (identifier = '', counterpart = '') => ({
    identifier,
    value: emailChangeValue(userId, { to, session: sessionId, other: counterpart, last: false }),
    expiresAt: new Date(Date.now() + EMAIL_CHANGE_LIFE_MS),
  })
  await transact(async (tx) => {
    await tx.verification.deleteMany({ where: { value: { startsWith: `${userId} ` } } })
    await tx.verification.createMany({ data: [row(one, other), row(other, one)] })
  })
  return tokens
}

export type EmailChanged = { userId: string; from: string; to: string }

/**
 * Spends one token of a change of address. With the second the address changes and every session ends but the one that
 * asked; before, there is nothing to return. Throws 410, and 409 for an address that was taken meanwhile.
 */
export async function spendEmailChange(token: string, address: Address): Promise<EmailChanged | undefined> {
  return transact(async (tx) => {
    const identifier = tokenIdentifier('email-change', token)
    const known = await tx.verification.findFirst({ where: { identifier }, select: { value: true } })
    const userId = known?.value.split(' ', 1)[0] ?? ''
    if (userId) await lockUser(tx, userId)
    // Read again: the other token may have been spent while this one waited.
    const value = await spendToken(tx, 'email-change', token)
    const change = emailChange.parse(JSON.parse(value.slice(userId.length)))
    if (!change.last) {
      const waiting = emailChangeValue(userId, { ...change, other: identifier, last: true })
      const { count } = await tx.verification.updateMany({
        where: { identifier: change.other, expiresAt: { gt: new Date() } },
        data: { value: waiting },
      })
      if (count === 0) throw new AppError('gone')
      return undefined
    }
    const before = await tx.user.findUniqueOrThrow({ where: { id: userId }, select: { email: true } })
    await tx.user.update({
      where: { id: userId },
      data: { email: change.to, emailVerified: true },
      select: { id: true },
    })
    await revokeAccess(tx, userId, change.session)
    await audit(tx, { actor: userId, action: 'email.changed', target: { type: 'user', id: userId }, address })
    return { userId, from: before.email, to: change.to }
  })
}

/** Stores a secret that counts for nothing until it is confirmed. Throws 409 where two-factor sign-in is on. */
export async function createTwoFactor({ userId }: UserViewer, encryptedSecret: string): Promise<void> {
  await transact(async (tx) => {
    await lockUser(tx, userId)
    if ((await tx.twoFactor.count({ where: { userId, verified: true } })) > 0)
      throw new AppError('conflict', 'Two-factor sign-in is on already. Turn it off first.')
    await tx.twoFactor.deleteMany({ where: { userId } })
    await tx.twoFactor.create({
      data: { userId, secret: encryptedSecret, backupCodes: '', verified: false },
      select: { id: true },
    })
  })
}

/** Turns two-factor sign-in on with the secret that was confirmed. Throws 409 when that is not the one stored any more. */
export async function enableTwoFactor(
  { userId, sessionId }: UserViewer,
  { twoFactorId, encryptedBackupCodes }: { twoFactorId: string; encryptedBackupCodes: string },
  address: Address,
): Promise<void> {
  await transact(async (tx) => {
    await lockUser(tx, userId)
    const { count } = await tx.twoFactor.updateMany({
      where: { id: twoFactorId, userId, verified: false },
      data: { verified: true, backupCodes: encryptedBackupCodes },
    })
    if (count === 0) throw new AppError('conflict', 'The set-up was begun anew elsewhere. Start again.')
    await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: true }, select: { id: true } })
    await revokeAccess(tx, userId, sessionId)
    await audit(tx, { actor: userId, action: 'two-factor.enabled', target: { type: 'user', id: userId }, address })
  })
}

/** Turns two-factor sign-in off and ends the viewer's other sessions. */
export async function deleteTwoFactor({ userId, sessionId }: UserViewer, address: Address): Promise<void> {
  await transact(async (tx) => {
    await lockUser(tx, userId)
    await tx.twoFactor.deleteMany({ where: { userId } })
    await tx.user.update({ where: { id: userId }, data: { twoFactorEnabled: false }, select: { id: true } })
    await revokeAccess(tx, userId, sessionId)
    await audit(tx, { actor: userId, action: 'two-factor.disabled', target: { type: 'user', id: userId }, address })
  })
}

/** Replaces the backup codes. Throws 409 where two-factor sign-in is off. */
export async function setBackupCodes({ userId }: UserViewer, encrypted: string, address: Address): Promise<void> {
  await transact(async (tx) => {
    const { count } = await tx.twoFactor.updateMany({
      where: { userId, verified: true },
      data: { backupCodes: encrypted },
    })
    if (count === 0) throw new AppError('conflict', 'Two-factor sign-in is off.')
    const target = { type: 'user', id: userId } as const
    await audit(tx, { actor: userId, action: 'two-factor.codes-renewed', target, address })
  })
}

const CODE_KEPT_MS = 120_000

/**
 * Whether nobody has tried this code of this user before. A code is tried once, right or wrong, and remembered for longer
 * than it lasts: whoever looks over a shoulder comes too late.
 */
export async function claimCode(userId: string, code: string): Promise<boolean> {
  const digest = createHash('sha256').update(`${userId} ${code}`).digest('hex').slice(0, 32)
  const until = new Date(Date.now() + CODE_KEPT_MS).toISOString()
  const claimed = await db().$executeRaw`
    insert into verifications (id, identifier, value, expires_at)
    values (${digest}::uuid, 'used-code', '', ${until}::timestamptz)
    on conflict (id) do update set expires_at = excluded.expires_at where verifications.expires_at <= now()`
  return claimed === 1
}

/** The profile of somebody who came by way of a provider. */
export async function createProfile(userId: string): Promise<void> {
  await transact(async (tx) => {
    await tx.profile.upsert({ where: { userId }, create: { userId }, update: {}, select: { userId: true } })
    await audit(tx, { actor: userId, action: 'user.created', target: { type: 'user', id: userId }, address: null })
  })
}

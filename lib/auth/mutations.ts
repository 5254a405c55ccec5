import 'server-only'
// Writes of what lets people in: sessions, API keys, tokens that set a password, roles, bans. Each tells the audit log in its
// transaction.
import { mintApiKey } from '@/lib/auth/api-keys'
import { audit } from '@/lib/auth/audit'
import { deviceOf } from '@/lib/auth/device'
import type { AdminViewer, UserViewer } from '@/lib/auth/identity'
import { apiKeySelect, toApiKey } from '@/lib/auth/queries'
import { API_KEYS_MAX, type ApiKeyItem, type CreateApiKeyInput } from '@/lib/auth/schema'
import { newToken, tokenIdentifier } from '@/lib/auth/tokens'
import { afterCommit, db, transact, type Transaction } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'
import type { UpdateUserInput } from '@/lib/users/schema'

type Address = string | null
type NewSession = { id: string; userId: string; ipAddress?: Address | undefined; userAgent?: string | null | undefined }

/** Notes a sign-in that better-auth has just written. */
export async function recordSignIn({ id, userId, ipAddress, userAgent }: NewSession): Promise<void> {
  await transact(async (tx) => {
    await tx.user.update({ where: { id: userId }, data: { lastActiveAt: new Date() }, select: { id: true } })
    const details = { device: deviceOf(userAgent ?? null) }
    const target = { type: 'session', id } as const
    await audit(tx, { actor: userId, action: 'session.signed-in', target, address: ipAddress || null, details })
  })
}

/** Moves the end of a session that was visited, and with it when its person was last here. */
export async function extendSession(sessionId: string, expiresAt: Date): Promise<void> {
  await db().$executeRaw`
    with visited as (
      update sessions set expires_at = ${expiresAt.toISOString()}::timestamptz, updated_at = now()
      where id = ${sessionId}::uuid returning user_id
    )
    update users set last_active_at = now() from visited where users.id = visited.user_id`
}

/** Ends the session of this token; the next request with its cookie is anonymous. */
export async function endSessionOf(token: string, address: Address): Promise<void> {
  await transact(async (tx) => {
    const session = await tx.session.findUnique({ where: { token }, select: { id: true, userId: true } })
    const { count } = await tx.session.deleteMany({ where: { token } })
    if (!session || count === 0) return
    const target = { type: 'session', id: session.id } as const
    await audit(tx, { actor: session.userId, action: 'session.signed-out', target, address })
  })
}

/** Ends one of the viewer's own sessions. Throws 404. */
export async function endSession({ userId }: UserViewer, sessionId: string, address: Address): Promise<void> {
  await transact(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { id: sessionId, userId } })
    if (count === 0) throw new AppError('not-found')
    await audit(tx, { actor: userId, action: 'session.ended', target: { type: 'session', id: sessionId }, address })
  })
}

/** Ends all of the viewer's sessions but the one that asks. */
export async function endOtherSessions({ userId, sessionId }: UserViewer, address: Address): Promise<void> {
  await transact(async (tx) => {
    const { count } = await tx.session.deleteMany({ where: { userId, id: { not: sessionId } } })
    if (count === 0) return
    const target = { type: 'user', id: userId } as const
    await audit(tx, { actor: userId, action: 'session.ended', target, address, details: { count } })
  })
}

const DAY_MS = 24 * 3600_000

/** Makes a key and returns it, this once. Throws 409 when the viewer has as many as there may be. */
export async function createApiKey(
  { userId }: UserViewer,
  { name, scopes, expiresInDays }: CreateApiKeyInput,
  address: Address,
): Promise<ApiKeyItem & { key: string }> {
  const { key, prefix, hash } = mintApiKey()
  const now = new Date()
  return transact(async (tx) => {
    // Who makes keys at the same time waits here, so that the count below is true.
    await tx.$queryRaw`select id from users where id = ${userId}::uuid for update`
    await tx.apiKey.deleteMany({ where: { userId, expiresAt: { lte: now } } })
    if ((await tx.apiKey.count({ where: { userId } })) >= API_KEYS_MAX)
      throw new AppError(
        'conflict',
        `You have ${API_KEYS_MAX} API keys, which is as many as there may be. End one first.`,
      )
    const expiresAt = expiresInDays === undefined ? null : new Date(now.getTime() + expiresInDays * DAY_MS)
    const row = await tx.apiKey.create({
      data: { userId, name, prefix, hash, scopes, expiresAt },
      select: apiKeySelect,
    })
    const target = { type: 'api-key', id: row.id } as const
    await audit(tx, { actor: userId, action: 'api-key.created', target, address, details: { name, prefix, scopes } })
    return { ...toApiKey(row), key }
  })
}

/** Ends one of the viewer's own keys; the next request with it is refused. Throws 404. */
export async function deleteApiKey({ userId }: UserViewer, keyId: string, address: Address): Promise<void> {
  await transact(async (tx) => {
    const owned = { id: keyId, userId }
    const row = await tx.apiKey.findFirst({ where: owned, select: { name: true, prefix: true } })
    const { count } = await tx.apiKey.deleteMany({ where: owned })
    if (!row || count === 0) throw new AppError('not-found')
    const target = { type: 'api-key', id: keyId } as const
    await audit(tx, { actor: userId, action: 'api-key.ended', target, address, details: row })
  })
}

/** Moves the moment a key was last used, unless somebody did so after `before`. */
export async function touchApiKey(keyId: string, before: Date): Promise<void> {
  await db().apiKey.updateMany({
    where: { id: keyId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
    data: { lastUsedAt: new Date() },
  })
}

/** A token that sets the password of this user, once, within its life. Travels by mail alone. */
export async function createPasswordToken(tx: Transaction | null, userId: string, lifeMs: number): Promise<string> {
  const token = newToken()
  const expiresAt = new Date(Date.now() + lifeMs)
  await (tx ?? db()).verification.create({
    data: { identifier: tokenIdentifier('reset', token), value: userId, expiresAt },
    select: { id: true },
  })
  return token
}

/**
 * Holds every admin until the transaction ends, names them, and throws 409 when this user is the only one: two admins who leave
 * at the same moment leave one after the other. Whoever takes the role or the access of an admin calls it first.
 */
export async function assertAnotherAdmin(tx: Transaction, userId: string): Promise<string[]> {
  const admins = await tx.$queryRaw<{ id: string }[]>`
    select id from users where role = 'admin' and not banned order by id for update`
  if (admins.length === 1 && admins[0]?.id === userId)
    throw new AppError('conflict', 'This is the last admin. Make somebody else one first.')
  return admins.map(({ id }) => id)
}

type Held = { role: 'user' | 'admin'; banned: boolean; reason: string | null }
type Access = { viewer: AdminViewer; userId: string; address: Address; held: Held }

async function writeRole(tx: Transaction, { viewer, userId, address, held }: Access, role: Held['role']) {
  await tx.user.update({ where: { id: userId }, data: { role }, select: { id: true } })
  const target = { type: 'user', id: userId } as const
  const details = { from: held.role, to: role }
  await audit(tx, { actor: viewer.userId, action: 'role.changed', target, address, details })
  await afterCommit(async () => log.warn('authz_change', { userId, by: viewer.userId, ...details }))
}

/** Keys need no writing: they are read together with the ban. */
async function writeBan(tx: Transaction, { viewer, userId, address }: Access, banned: boolean, reason: string | null) {
  const data = { banned, banReason: reason, banExpires: null }
  await tx.user.update({ where: { id: userId }, data, select: { id: true } })
  if (banned) await tx.session.deleteMany({ where: { userId } })
  const action = banned ? 'user.banned' : 'user.unbanned'
  const details = reason === null ? {} : { reason }
  await audit(tx, { actor: viewer.userId, action, target: { type: 'user', id: userId }, address, details })
  await afterCommit(async () => log.warn('user_updated', { userId, by: viewer.userId, attributes: ['banned'], banned }))
}

/**
 * Sets somebody's role or ban. Throws 403 to who is no admin by now, 404, and 409 for oneself, for the last admin and for a role
 * that is not the one seen.
 */
export async function updateAccess(
  viewer: AdminViewer,
  userId: string,
  { role, seenRole, banned, reason }: UpdateUserInput,
  address: Address,
): Promise<void> {
  if (userId === viewer.userId) throw new AppError('conflict', 'Another admin has to do this to your own account.')
  await transact(async (tx) => {
    // Held first and in one order, so that of two admins who turn on each other the second is none any more.
    const admins = await assertAnotherAdmin(tx, userId)
    if (!admins.includes(viewer.userId)) throw new AppError('forbidden')
    const [held] = await tx.$queryRaw<Held[]>`
      select role, banned, ban_reason as reason from users where id = ${userId}::uuid for update`
    if (!held) throw new AppError('not-found')
    if (seenRole !== undefined && seenRole !== held.role)
      throw new AppError('conflict', `Somebody changed the role meanwhile: it is "${held.role}" by now.`)
    const access = { viewer, userId, address, held }
    if (role !== undefined && role !== held.role) await writeRole(tx, access, role)
    const why = banned ? reason || null : null
    if (banned !== undefined && (banned !== held.banned || why !== held.reason)) await writeBan(tx, access, banned, why)
  })
}

/** Signs somebody out everywhere. Throws 404. */
export async function endSessionsOf(viewer: AdminViewer, userId: string, address: Address): Promise<void> {
  await transact(async (tx) => {
    const user = await tx.user.findUnique({ where: { id: userId }, select: { id: true } })
    if (!user) throw new AppError('not-found')
    const { count } = await tx.session.deleteMany({ where: { userId } })
    if (count === 0) return
    const target = { type: 'user', id: userId } as const
    await audit(tx, { actor: viewer.userId, action: 'session.ended', target, address, details: { count } })
    await afterCommit(async () => log.info('session_expired', { userId, by: viewer.userId, reason: 'revoked', count }))
  })
}

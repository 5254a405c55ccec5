import 'server-only'
// Writes of people: what they change of themselves, the end of an account, and the users whom admins create.
import { randomUUID } from 'node:crypto'
import { audit } from '@/lib/auth/audit'
import type { AdminViewer, UserViewer } from '@/lib/auth/identity'
import { accountDeletedMail, invitationMail, linkOrigin } from '@/lib/auth/mails'
import { assertAnotherAdmin, createPasswordToken } from '@/lib/auth/mutations'
import { afterCommit, isUniqueViolation, transact } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { afterAnswer } from '@/lib/framework'
import { log } from '@/lib/logger'
import { mailMode, sendMail } from '@/lib/mailer'
import { avatarStore, type StoredFile } from '@/lib/storage'
import { accountSelect, toAccount } from '@/lib/users/queries'
import type { Account, CreatedUser, CreateUserInput, UpdateMeInput } from '@/lib/users/schema'

const INVITATION_LIFE_MS = 24 * 3600_000

type From = { address: string | null }

/** Changes the fields given. What others cached of the name is theirs to drop: see `authorPages`. */
export async function updateAccount(
  { userId }: UserViewer,
  { name, bio }: UpdateMeInput,
  { address }: From,
): Promise<Account> {
  return transact(async (tx) => {
    const profile = bio === undefined ? {} : { profile: { upsert: { create: { bio }, update: { bio } } } }
    const row = await tx.user.update({
      where: { id: userId },
      data: { ...(name === undefined ? {} : { name }), ...profile },
      select: accountSelect,
    })
    const fields = [...(name === undefined ? [] : ['name']), ...(bio === undefined ? [] : ['bio'])]
    const target = { type: 'user', id: userId } as const
    await audit(tx, { actor: userId, action: 'profile.changed', target, address, details: { fields } })
    return toAccount(row)
  })
}

/** Sets or, with null, deletes the viewer's picture; the one before is gone. */
export async function setAvatar({ userId }: UserViewer, picture: StoredFile | null, { address }: From) {
  return transact(async (tx) => {
    // Two at once follow one another.
    await tx.$queryRaw`select id from users where id = ${userId}::uuid for update`
    await avatarStore.delete(userId)
    const avatarUrl = picture && `/api/v1/avatars/${await avatarStore.put(userId, picture)}`
    const profile = { upsert: { create: { avatarUrl }, update: { avatarUrl } } }
    const row = await tx.user.update({ where: { id: userId }, data: { profile }, select: accountSelect })
    const target = { type: 'user', id: userId } as const
    await audit(tx, { actor: userId, action: 'profile.changed', target, address, details: { fields: ['avatar'] } })
    return toAccount(row)
  })
}

/** Deletes the viewer with everything that is theirs; sessions and keys end with it. Throws 409 for the last admin. */
export async function deleteAccount({ userId, email }: UserViewer, confirm: string, { address }: From): Promise<void> {
  if (confirm !== email.toLowerCase())
    throw new AppError('invalid', 'This is not the address of your account.', {
      fields: [{ path: 'confirm', message: 'Type the address of your account' }],
    })
  await transact(async (tx) => {
    await assertAnotherAdmin(tx, userId)
    const keys = await tx.apiKey.findMany({ where: { userId }, select: { id: true } })
    await tx.user.delete({ where: { id: userId }, select: { id: true } })
    // What is not tied to the user by a foreign key, and still tells of them.
    await tx.verification.deleteMany({ where: { OR: [{ value: email }, { value: { startsWith: userId } }] } })
    const identities = [`user:${userId}`, ...keys.map(({ id }) => `key:${id}`)]
    await tx.idempotencyKey.deleteMany({ where: { identity: { in: identities } } })
    await audit(tx, { actor: userId, action: 'account.deleted', target: { type: 'user', id: userId }, address })
  })
  await afterCommit(async () => {
    log.info('user_deleted', { userId })
    if (mailMode() !== 'none') afterAnswer(() => sendMail({ id: randomUUID(), ...accountDeletedMail(email) }))
  })
}

const addressTaken = (cause: unknown) =>
  new AppError('conflict', 'This address has an account already.', {
    cause,
    fields: [{ path: 'email', message: 'This address has an account already' }],
  })

/**
 * Creates a verified user with a profile and without a password, and mails a link that sets one, where this server can send
 * mail. Throws 409 for a known address.
 */
export async function createUser(
  viewer: AdminViewer,
  { bio, ...input }: CreateUserInput,
  { address, origin }: From & { origin: string },
): Promise<CreatedUser> {
  const base = mailMode() === 'none' ? undefined : linkOrigin(origin)
  try {
    const { row, token } = await transact(async (tx) => {
      const row = await tx.user.create({
        data: { ...input, emailVerified: true, profile: { create: { bio } } },
        select: accountSelect,
      })
      const token = await createPasswordToken(tx, row.id, INVITATION_LIFE_MS)
      const target = { type: 'user', id: row.id } as const
      await audit(tx, { actor: viewer.userId, action: 'user.created', target, address, details: { role: row.role } })
      return { row, token }
    })
    await afterCommit(async () => {
      log.info('user_created', { userId: row.id, by: viewer.userId })
      if (base === undefined) return
      const mail = invitationMail(row.email, `${base}/reset-password#token=${token}`, viewer.name)
      afterAnswer(() => sendMail({ id: randomUUID(), ...mail }))
    })
    return { ...toAccount(row), invited: base !== undefined }
  } catch (error) {
    if (isUniqueViolation(error)) throw addressTaken(error)
    throw error
  }
}

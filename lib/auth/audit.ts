import 'server-only'
// Who did what to whom, when and from where: added to in the transaction of the change itself, and never edited. Not for
// finding faults: that is lib/logger.
import type { AdminViewer } from '@/lib/auth/identity'
import { db, type Transaction } from '@/lib/db'
import { afterPosition, positionIn, toPage } from '@/lib/pagination'

/** Every action there is, and what the log calls it. */
export const AUDIT_ACTIONS = {
  'session.signed-in': 'Signed in',
  'session.signed-out': 'Signed out',
  'session.ended': 'Ended a session',
  'api-key.created': 'Created an API key',
  'api-key.ended': 'Ended an API key',
  'profile.changed': 'Changed the profile',
  'password.changed': 'Changed the password',
  'password.reset': 'Reset the password',
  'email.changed': 'Changed the e-mail address',
  'two-factor.enabled': 'Turned two-factor sign-in on',
  'two-factor.disabled': 'Turned two-factor sign-in off',
  'two-factor.codes-renewed': 'Made new backup codes',
  'account.deleted': 'Deleted the account',
  'user.created': 'Created a user',
  'user.banned': 'Banned a user',
  'user.unbanned': 'Lifted a ban',
  'role.changed': 'Changed a role',
} as const
export type AuditAction = keyof typeof AUDIT_ACTIONS

type Entry = {
  /** The id of the user who did it; null is the system. */
  actor: string | null
  action: AuditAction
  target: { type: 'user' | 'session' | 'api-key'; id: string | null }
  address: string | null
  /** Plain facts, free of secrets: this outlives the account. */
  details?: Record<string, string | number | boolean | null | readonly string[]>
}

/** Adds an entry, in the transaction of what it tells of; null where another library has written that already. */
export async function audit(tx: Transaction | null, { actor, action, target, address, details }: Entry): Promise<void> {
  await (tx ?? db()).auditEntry.create({
    data: {
      actorId: actor,
      action,
      targetType: target.type,
      targetId: target.id,
      address,
      details: { ...details },
    },
    select: { id: true },
  })
}

export const entrySelect = {
  id: true,
  at: true,
  actorId: true,
  action: true,
  targetType: true,
  targetId: true,
  address: true,
  details: true,
} as const

type ListOptions = { limit: number; cursor?: string | undefined; person?: string | undefined }

/**
 * The entries, newest first, or those that one person did or that were done to them, with names while there is such a person.
 * Throws 400 for a foreign cursor.
 */
export async function listAudit(_viewer: AdminViewer, { limit, cursor, person }: ListOptions) {
  const list = person === undefined ? 'audit' : `audit?person=${person}`
  const position = positionIn(list, cursor)
  const rows = await db().auditEntry.findMany({
    where: {
      AND: [
        person === undefined ? {} : { OR: [{ actorId: person }, { targetId: person }] },
        position ? afterPosition('at', position) : {},
      ],
    },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: entrySelect,
  })
  const targets = rows.flatMap(({ targetType, targetId }) => (targetType === 'user' && targetId ? [targetId] : []))
  const people = await db().user.findMany({
    where: { id: { in: [...new Set([...rows.flatMap(({ actorId }) => actorId ?? []), ...targets])] } },
    select: { id: true, name: true },
  })
  const names = new Map(people.map(({ id, name }) => [id, name]))
  const nameOf = (id: string | null) => (id === null ? null : (names.get(id) ?? null))
  const named = rows.map((row) => ({ ...row, actorName: nameOf(row.actorId), targetName: nameOf(row.targetId) }))
  return toPage(list, named, limit, ({ id, at }) => ({ id, at }))
}
export type NamedEntry = Awaited<ReturnType<typeof listAudit>>['data'][number]

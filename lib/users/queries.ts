import 'server-only'
// Reads of people: one's own account, everything stored about it, and lists for admins.
import { entrySelect } from '@/lib/auth/audit'
import type { AdminViewer, Owner, UserViewer } from '@/lib/auth/identity'
import { listApiKeys, listSessions } from '@/lib/auth/queries'
import { db } from '@/lib/db'
import { AppError } from '@/lib/errors'
import { afterPosition, positionIn, toPage } from '@/lib/pagination'
import {
  accountSchema,
  ACTIVE_DAYS,
  type Account,
  type AccountExport,
  type ListUsersQuery,
  type UserAccount,
  type PersonPage,
  personSchema,
} from '@/lib/users/schema'
import type { Prisma } from '@/prisma/generated/client'

const DAY_MS = 24 * 3600_000
/** What one person's export holds at most of a kind. */
const EXPORT_MAX = 10_000
const PAGE = 100

export const accountSelect = {
  id: true,
  email: true,
  name: true,
  role: true,
  twoFactorEnabled: true,
  createdAt: true,
  profile: { select: { bio: true, avatarUrl: true } },
} satisfies Prisma.UserSelect

/** A missing profile reads as an empty one. */
export const toAccount = ({
  profile,
  createdAt,
  ...row
}: Prisma.UserGetPayload<{ select: typeof accountSelect }>): Account =>
  accountSchema.parse({
    ...row,
    profile: { bio: profile?.bio ?? '', avatarUrl: profile?.avatarUrl ?? null },
    createdAt: createdAt.toISOString(),
  })

/** The viewer's own account. */
export async function requireAccount({ userId }: Owner): Promise<Account> {
  const row = await db().user.findUnique({ where: { id: userId }, select: accountSelect })
  if (!row) throw new AppError('not-found')
  return toAccount(row)
}

const accessSelect = { banned: true, banReason: true, lastActiveAt: true } as const
const userSelect = {
  ...accessSelect,
  ...{ id: true, name: true, email: true, role: true, createdAt: true },
  profile: { select: { avatarUrl: true } },
} satisfies Prisma.UserSelect

/** Anybody's account and how they stand. Throws 404. */
export async function requireUser(_viewer: AdminViewer, userId: string): Promise<UserAccount> {
  const row = await db().user.findUnique({ where: { id: userId }, select: { ...accountSelect, ...accessSelect } })
  if (!row) throw new AppError('not-found')
  const { banned, banReason, lastActiveAt } = row
  return { ...toAccount(row), banned, banReason, lastActiveAt: lastActiveAt.toISOString() }
}

async function allSessions(viewer: UserViewer): Promise<AccountExport['sessions']> {
  const sessions: AccountExport['sessions'] = []
  let cursor: string | null | undefined
  while (cursor !== null && sessions.length < EXPORT_MAX) {
    const { data, page } = await listSessions(viewer, { limit: PAGE, cursor })
    sessions.push(...data)
    cursor = page.nextCursor
  }
  return sessions
}

/** Everything that the rooms of accounts hold about the viewer, without secrets; nouns of the product add theirs. */
export async function exportAccount(viewer: UserViewer): Promise<AccountExport> {
  const entries = db().auditEntry.findMany({
    where: { actorId: viewer.userId },
    orderBy: [{ at: 'desc' }, { id: 'desc' }],
    take: EXPORT_MAX,
    select: entrySelect,
  })
  const [account, sessions, apiKeys, auditEntries] = await Promise.all([
    requireAccount(viewer),
    allSessions(viewer),
    listApiKeys(viewer),
    entries,
  ])
  return {
    exportedAt: new Date().toISOString(),
    account,
    sessions,
    apiKeys: apiKeys.data,
    auditEntries: auditEntries.map(({ at, details, ...entry }) => ({
      ...entry,
      at: at.toISOString(),
      details: { ...(details as Record<string, unknown>) },
    })),
  }
}

/** `%` and `_` are what was typed and not wildcards. */
const containing = (text: string) =>
  ({ contains: text.replace(/[\\%_]/g, String.raw`\$&`), mode: 'insensitive' }) as const

/** People, newest first. Throws 400 for a foreign cursor. */
export async function listUsers(
  _viewer: AdminViewer,
  { limit, cursor, active, q }: ListUsersQuery,
): Promise<PersonPage> {
  const list = `users?active=${active ?? ''}&q=${q ?? ''}`
  const position = positionIn(list, cursor)
  const rows = await db().user.findMany({
    where: {
      AND: [
        active ? { lastActiveAt: { gte: new Date(Date.now() - ACTIVE_DAYS[active] * DAY_MS) } } : {},
        q === undefined ? {} : { OR: [{ name: containing(q) }, { email: containing(q) }] },
        position ? afterPosition('createdAt', position) : {},
      ],
    },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: userSelect,
  })
  const users = rows.map(({ profile, createdAt, lastActiveAt, ...row }) =>
    personSchema.parse({
      ...row,
      avatarUrl: profile?.avatarUrl ?? null,
      createdAt: createdAt.toISOString(),
      lastActiveAt: lastActiveAt.toISOString(),
    }),
  )
  return toPage(list, users, limit, ({ id, createdAt }) => ({ id, at: new Date(createdAt) }))
}

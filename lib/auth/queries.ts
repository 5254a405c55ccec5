import 'server-only'
// What the viewer is made of, read before there is a viewer to pass; and what can sign in as them: sessions and keys.
import * as z from 'zod'
import { deviceOf } from '@/lib/auth/device'
import type { UserViewer } from '@/lib/auth/identity'
import { API_KEYS_MAX, apiKeyScope, type ApiKeyItem, type SessionItem } from '@/lib/auth/schema'
import { tokenIdentifier } from '@/lib/auth/tokens'
import { db, hotRead } from '@/lib/db'
import { afterPosition, positionIn, toPage } from '@/lib/pagination'
import type { Prisma } from '@/prisma/generated/client'

const sessionRow = z.object({
  sessionId: z.string(),
  userId: z.string(),
  name: z.string(),
  email: z.string(),
  image: z.string().nullable(),
  role: z.enum(['user', 'admin']),
  signedInAt: z.date(),
  expiresAt: z.date(),
})
export type SessionRow = z.infer<typeof sessionRow>

const NOT_BANNED = 'not (u.banned and (u.ban_expires is null or u.ban_expires > now()))'

const SESSION = `
  select s.id as "sessionId", u.id as "userId", u.name, u.email, u.image, u.role, s.created_at as "signedInAt", s.expires_at as "expiresAt"
  from sessions s join users u on u.id = s.user_id
  where s.token = $1 and s.expires_at > now() and ${NOT_BANNED}`

const API_KEY = `
  select k.id as "keyId", k.user_id as "userId", k.scopes, k.last_used_at as "lastUsedAt"
  from api_keys k join users u on u.id = k.user_id
  where k.hash = $1 and (k.expires_at is null or k.expires_at > now())
    and ${NOT_BANNED}`

/** The live session of a token and whom it belongs to, in one join: not expired, not of a banned user. */
export async function getSession(token: string): Promise<SessionRow | undefined> {
  const rows = await hotRead(SESSION, [token])
  return rows[0] === undefined ? undefined : sessionRow.parse(rows[0])
}

type PageOptions = { limit: number; cursor?: string | undefined }

/** The viewer's live sessions, newest first. Throws 400 for a foreign cursor. */
export async function listSessions({ userId, sessionId }: UserViewer, { limit, cursor }: PageOptions) {
  const list = `sessions.${userId}`
  const position = positionIn(list, cursor)
  const rows = await db().session.findMany({
    where: { AND: [{ userId, expiresAt: { gt: new Date() } }, position ? afterPosition('createdAt', position) : {}] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
    select: { id: true, ipAddress: true, userAgent: true, createdAt: true, updatedAt: true },
  })
  const sessions = rows.map(({ id, ipAddress, userAgent, createdAt, updatedAt }): SessionItem => ({
    id,
    current: id === sessionId,
    device: deviceOf(userAgent),
    // better-auth writes an empty text where it knows none.
    address: ipAddress || null,
    createdAt: createdAt.toISOString(),
    lastSeenAt: updatedAt.toISOString(),
  }))
  return toPage(list, sessions, limit, ({ id, createdAt }) => ({ id, at: new Date(createdAt) }))
}

const apiKeyRow = z.object({
  keyId: z.string(),
  userId: z.string(),
  scopes: z.array(z.string()),
  lastUsedAt: z.date().nullable(),
})
export type ApiKeyRow = z.infer<typeof apiKeyRow>

/** The live key of a hash, in one join: not expired, not of a banned user. */
export async function getApiKey(hash: string): Promise<ApiKeyRow | undefined> {
  const rows = await hotRead(API_KEY, [hash])
  return rows[0] === undefined ? undefined : apiKeyRow.parse(rows[0])
}

export const apiKeySelect = {
  id: true,
  name: true,
  prefix: true,
  scopes: true,
  expiresAt: true,
  lastUsedAt: true,
  createdAt: true,
} satisfies Prisma.ApiKeySelect

export const toApiKey = ({
  scopes,
  expiresAt,
  lastUsedAt,
  createdAt,
  ...row
}: Prisma.ApiKeyGetPayload<{ select: typeof apiKeySelect }>): ApiKeyItem => ({
  ...row,
  scopes: z.array(apiKeyScope).parse(scopes),
  expiresAt: expiresAt?.toISOString() ?? null,
  lastUsedAt: lastUsedAt?.toISOString() ?? null,
  createdAt: createdAt.toISOString(),
})

/** The viewer's keys, newest first, with those that expired since the last one was made: never more than fit on a page. */
export async function listApiKeys({ userId }: UserViewer) {
  const rows = await db().apiKey.findMany({
    where: { userId },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: 2 * API_KEYS_MAX,
    select: apiKeySelect,
  })
  return { data: rows.map(toApiKey), page: { nextCursor: null } }
}

const personSelect = { id: true, name: true, email: true } satisfies Prisma.UserSelect

/** Whose address this is, before there is a viewer. */
export const findUserByEmail = (email: string) => db().user.findUnique({ where: { email }, select: personSelect })

/** Whose password a mailed token may set. */
export async function findResetOwner(token: string) {
  const row = await db().verification.findFirst({
    where: { identifier: tokenIdentifier('reset', token), expiresAt: { gt: new Date() } },
    select: { value: true },
  })
  return row && db().user.findUnique({ where: { id: row.value }, select: personSelect })
}

/** The hash of the viewer's password; undefined where they only ever came by way of a provider. */
export async function getPasswordHash({ userId }: UserViewer): Promise<string | undefined> {
  const account = await db().account.findFirst({
    where: { userId, providerId: 'credential' },
    select: { password: true },
  })
  return account?.password ?? undefined
}

/** The viewer's second factor, confirmed or not; its secret is encrypted. */
export const getTwoFactor = ({ userId }: UserViewer) =>
  db().twoFactor.findFirst({ where: { userId }, select: { id: true, secret: true, verified: true } })

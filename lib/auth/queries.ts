import 'server-only'
// What the viewer is made of. The one room whose reads come before there is a viewer to pass.
import * as z from 'zod'
import { db } from '@/lib/db'

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

/** The live session of a token and whom it belongs to, in one join: not expired, not of a banned user. */
export async function getSession(token: string): Promise<SessionRow | undefined> {
  const rows = await db().$queryRaw<unknown[]>`
    select s.id as "sessionId", u.id as "userId", u.name, u.email, u.image, u.role, s.created_at as "signedInAt", s.expires_at as "expiresAt"
    from sessions s join users u on u.id = s.user_id
    where s.token = ${token} and s.expires_at > now() and not (u.banned and (u.ban_expires is null or u.ban_expires > now()))`
  return rows[0] === undefined ? undefined : sessionRow.parse(rows[0])
}

/** Moves the end of a session that was visited. */
export async function extendSession(sessionId: string, expiresAt: Date): Promise<void> {
  await db().session.updateMany({ where: { id: sessionId }, data: { expiresAt } })
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
  const rows = await db().$queryRaw<unknown[]>`
    select k.id as "keyId", k.user_id as "userId", k.scopes, k.last_used_at as "lastUsedAt"
    from api_keys k join users u on u.id = k.user_id
    where k.hash = ${hash} and (k.expires_at is null or k.expires_at > now())
      and not (u.banned and (u.ban_expires is null or u.ban_expires > now()))`
  return rows[0] === undefined ? undefined : apiKeyRow.parse(rows[0])
}

/** Moves the moment a key was last used, unless somebody did so after `before`. */
export async function touchApiKey(keyId: string, before: Date): Promise<void> {
  await db().apiKey.updateMany({
    where: { id: keyId, OR: [{ lastUsedAt: null }, { lastUsedAt: { lt: before } }] },
    data: { lastUsedAt: new Date() },
  })
}

/** Ends a session; the next request with its cookie is anonymous. */
export async function deleteSession(token: string): Promise<void> {
  await db().session.deleteMany({ where: { token } })
}

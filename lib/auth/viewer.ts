import 'server-only'
// Who is asking. Every read of identity goes through here: one signature check and one SQL join, once a request.
import { createHmac, timingSafeEqual } from 'node:crypto'
import { headers } from 'next/headers'
import { notFound, redirect } from 'next/navigation'
import { cache } from 'react'
import { apiKeyHash, bearerToken } from '@/lib/auth/api-keys'
import { auth, SESSION_IDLE_DAYS, SESSION_MAX_DAYS } from '@/lib/auth/auth'
import type { AdminViewer, ApiKeyViewer, Caller, SystemViewer, UserViewer, Viewer } from '@/lib/auth/identity'
import { extendSession, touchApiKey } from '@/lib/auth/mutations'
import { getApiKey, getSession, type SessionRow } from '@/lib/auth/queries'
import { AppError } from '@/lib/errors'
import { afterAnswer } from '@/lib/framework'

const ANONYMOUS: Caller = { kind: 'anonymous' }
const SIGNATURE_LENGTH = 44
const DAY_MS = 24 * 3600_000

/** A job or script that acts for nobody; `actor` names it in logs. */
export const systemViewer = (actor: string): SystemViewer => ({ kind: 'system', actor })

function cookieValue(cookieHeader: string | null, name: string): string | undefined {
  for (const pair of cookieHeader?.split(';') ?? []) {
    const [key, ...rest] = pair.split('=')
    if (key?.trim() !== name) continue
    try {
      return decodeURIComponent(rest.join('=').trim())
    } catch {
      return undefined
    }
  }
  return undefined
}

/** What a cookie says that this server signed: `value.signature`, HMAC-SHA256 in base64. */
export async function signedCookie(cookieHeader: string | null, name: string) {
  const { secret } = await auth().$context
  const signed = cookieValue(cookieHeader, name)
  const cut = signed?.lastIndexOf('.') ?? -1
  if (signed === undefined || cut < 1) return undefined
  const value = signed.slice(0, cut)
  const given = Buffer.from(signed.slice(cut + 1))
  if (given.length !== SIGNATURE_LENGTH) return undefined
  const expected = Buffer.from(createHmac('sha256', secret).update(value).digest('base64'))
  return given.length === expected.length && timingSafeEqual(given, expected) ? { value, signed } : undefined
}

/** The session token that the request's cookie holds. */
export async function sessionToken(cookieHeader: string | null): Promise<string | undefined> {
  const { authCookies } = await auth().$context
  return (await signedCookie(cookieHeader, authCookies.sessionToken.name))?.value
}

/** At most once a day, after the answer: a visit moves the end, never past the absolute life. */
function extendWhenDue({ sessionId, signedInAt, expiresAt }: SessionRow): void {
  const end = new Date(
    Math.min(Date.now() + SESSION_IDLE_DAYS * DAY_MS, signedInAt.getTime() + SESSION_MAX_DAYS * DAY_MS),
  )
  if (end.getTime() - expiresAt.getTime() < DAY_MS) return
  afterAnswer(() => extendSession(sessionId, end))
}

const LAST_USED_EVERY_MS = 60_000

async function apiKeyViewer(key: string): Promise<ApiKeyViewer> {
  const hash = apiKeyHash(key)
  const row = hash === undefined ? undefined : await getApiKey(hash)
  if (!row) throw new AppError('unauthenticated', 'This API key is not valid, has expired or was ended.')
  const { keyId, userId, scopes, lastUsedAt } = row
  const due = new Date(Date.now() - LAST_USED_EVERY_MS)
  if (lastUsedAt === null || lastUsedAt < due) afterAnswer(() => touchApiKey(keyId, due))
  return { kind: 'api-key', userId, keyId, scopes }
}

/** The viewer of a request of the API. `Authorization: Bearer` decides over a cookie; throws 401 for a key that is not good. */
export async function viewerOf(requestHeaders: Headers): Promise<Caller> {
  const key = bearerToken(requestHeaders)
  return key === null ? sessionViewer(requestHeaders) : apiKeyViewer(key)
}

/** The viewer that the session cookie proves: pages know no other. */
async function sessionViewer(requestHeaders: Headers): Promise<Caller> {
  const token = await sessionToken(requestHeaders.get('cookie'))
  const session = token === undefined ? undefined : await getSession(token)
  if (!session) return ANONYMOUS
  extendWhenDue(session)
  const { sessionId, userId, name, email, image, role, signedInAt } = session
  return { kind: 'user', sessionId, userId, name, email, image, role, signedInAt }
}

/** The viewer of the page being rendered; asked once a request however many components need it. */
export const getViewer = cache(async (): Promise<Viewer> => sessionViewer(await headers()))

/** The signed-in viewer, or leaves for the sign-in page. Await it outside every Suspense boundary. */
export async function requireViewer(returnTo = '/dashboard'): Promise<UserViewer> {
  const viewer = await getViewer()
  if (viewer.kind !== 'user') redirect(`/sign-in?next=${encodeURIComponent(returnTo)}`)
  return viewer
}

const isAdmin = (viewer: UserViewer): viewer is AdminViewer => viewer.role === 'admin'

/** The admin who looks at a page for admins: strangers sign in first, and for everybody else there is no such page. */
export async function requireAdmin(returnTo: string): Promise<AdminViewer> {
  const viewer = await requireViewer(returnTo)
  return isAdmin(viewer) ? viewer : notFound()
}

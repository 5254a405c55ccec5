import 'server-only'
// The one door for HTTP. In this order: request id, method and size, limit by address, identity, same origin, limit by
// identity, access, the answer, headers, one log line. What a route answers is lib/route's business.
import { performance } from 'node:perf_hooks'
import type { Caller } from '@/lib/auth/identity'
import { viewerOf } from '@/lib/auth/viewer'
import { corsHeaders } from '@/lib/cors'
import { databaseCode, isDatabaseUnavailable, isRetryable, purgeExpired } from '@/lib/db'
import { AppError, toProblem } from '@/lib/errors'
import { afterAnswer } from '@/lib/framework'
import { atMostEvery, log } from '@/lib/logger'
import { recordRequest } from '@/lib/metrics'
import { trackError } from '@/lib/monitoring'
import type { Access, Operation, PolicyName } from '@/lib/operation'
import { assertWithinLimit, checkRateLimit, rateLimitHeaders, type RateLimitResult } from '@/lib/rate-limit'
import { addressKey, assertBodySize, clientAddress, isSameOrigin } from '@/lib/request'
import { runInRequestContext, requestContext } from '@/lib/request-context'
import { singleton } from '@/lib/singleton'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const NO_STORE = 'private, no-store'
const RECENT_MS = 15 * 60_000
const PURGE_EVERY_MS = 60_000

/** What the door asks of an operation. `allow` refuses the method and names those that the address takes. */
export type Rule = Pick<Operation, 'path' | 'access' | 'limit' | 'isPublic'> & { allow?: string }

export type DoorContext = {
  request: Request
  url: URL
  requestId: string
  address: string | null
  viewer: Caller
  /** Whether the answer may depend on who asked. */
  personal: boolean
  /** Looks identity up late, for a route that is public first; a key needs the scope `read`. */
  identify: () => Promise<Caller>
  /** Counts the request against one more limit; throws 429 when it is reached. */
  take: (policy: PolicyName, key: string) => Promise<void>
}

const DATA_ERRORS = /^22/

/** Turns what was thrown into an expected failure; a surprise becomes `internal`. */
export function toAppError(error: unknown): AppError {
  if (error instanceof AppError) return error
  if (isDatabaseUnavailable(error)) {
    return new AppError('unavailable', 'The database does not answer. Try again in a moment.', {
      headers: { 'Retry-After': '2' },
      cause: error,
    })
  }
  if (isRetryable(error)) return new AppError('conflict', 'Others changed the same thing. Try again.', { cause: error })
  const code = databaseCode(error)
  if (code === 'P2002' || code === '23505') return new AppError('conflict', undefined, { cause: error })
  if (code === 'P2025') return new AppError('not-found', undefined, { cause: error })
  if (DATA_ERRORS.test(code ?? '')) return new AppError('invalid', 'A value cannot be stored.', { cause: error })
  return new AppError('internal', 'We know about it. Try again, and tell us the request id if it happens twice.', {
    cause: error,
  })
}

export const identityOf = (viewer: Caller): string | undefined =>
  viewer.kind === 'user' ? `user:${viewer.userId}` : viewer.kind === 'api-key' ? `key:${viewer.keyId}` : undefined

function assertAccess(viewer: Caller, access: Access): void {
  if (viewer.kind === 'api-key') {
    if (access !== 'read' && access !== 'write') throw new AppError('forbidden', 'An API key may not do this: sign in.')
    if (!viewer.scopes.includes(access)) throw new AppError('forbidden', `This API key lacks the scope "${access}".`)
  } else if (viewer.kind === 'user') {
    if (access.endsWith('admin') && viewer.role !== 'admin') throw new AppError('forbidden')
    if (access.startsWith('recent') && Date.now() - viewer.signedInAt.getTime() > RECENT_MS)
      throw new AppError('sign-in-again', 'This needs a sign-in of the last 15 minutes.')
  }
}

/** Counts the request against its identity and holds it to the rule. Throws 401, 403, 429. */
async function admit({ viewer, request, take }: DoorContext, access: Access): Promise<void> {
  const identity = identityOf(viewer)
  if (identity === undefined) throw new AppError('unauthenticated')
  await take(SAFE_METHODS.has(request.method) ? 'user' : 'write', identity)
  assertAccess(viewer, access)
}

function assertSameOrigin({ request, requestId, address }: DoorContext, path: string): void {
  if (SAFE_METHODS.has(request.method) || isSameOrigin(request.headers)) return
  log.warn('malicious_csrf', { requestId, path, address, origin: request.headers.get('origin') })
  throw new AppError('cross-site')
}

async function passChecks(context: DoorContext, rule: Rule): Promise<void> {
  const { request, url, address, take } = context
  if (rule.allow !== undefined)
    throw new AppError('method-not-allowed', `It takes ${rule.allow}.`, { headers: { Allow: rule.allow } })
  assertBodySize(request.headers)
  if (rule.limit) await take(rule.limit, addressKey(address))
  const access = rule.isPublic?.(url) ? 'public' : rule.access
  context.personal = access !== 'public' && access !== 'optional'
  if (context.personal) context.viewer = await viewerOf(request.headers)
  assertSameOrigin(context, rule.path)
  if (context.personal) await admit(context, access)
}

function openContext(request: Request, checks: RateLimitResult[]): DoorContext {
  const requestId = crypto.randomUUID()
  const address = clientAddress(request.headers)
  const context: DoorContext = {
    request,
    url: new URL(request.url),
    requestId,
    address,
    viewer: { kind: 'anonymous' },
    personal: false,
    identify: async () => {
      context.personal = true
      context.viewer = await viewerOf(request.headers)
      if (context.viewer.kind !== 'anonymous') await admit(context, 'read')
      return context.viewer
    },
    take: async (policy, key) => {
      const result = await checkRateLimit(policy, key)
      checks.push(result)
      if (!result.allowed) log.warn('excess_rate_limit_exceeded', { requestId, policy, key, address })
      assertWithinLimit(result)
    },
  }
  return context
}

export const problemText = (error: AppError, { requestId, url }: Pick<DoorContext, 'requestId' | 'url'>): string =>
  JSON.stringify(toProblem(error, requestId, url.pathname))

export const PROBLEM_TYPE = 'application/problem+json; charset=utf-8'

const CACHE_STATUS = { hit: 'foothold; hit', stale: 'foothold; hit; fwd=stale', miss: 'foothold; fwd=miss' }

function finish(response: Response, { request, requestId }: DoorContext, checks: RateLimitResult[]): Response {
  const { headers, status } = response
  const more = { 'X-Request-Id': requestId, ...rateLimitHeaders(checks), ...corsHeaders(request.headers) }
  for (const [name, value] of Object.entries(more)) headers.set(name, value)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', NO_STORE)
  if (status === 401) headers.set('WWW-Authenticate', 'Bearer')
  const cache = requestContext()?.cache
  if (cache) headers.set('Cache-Status', CACHE_STATUS[cache])
  return request.method === 'HEAD' ? new Response(null, { status, headers }) : response
}

const purgeFailed = atMostEvery(60_000, 'warn', 'purge_failed')

/** What has expired goes away beside the writes that make more of it, at most once a minute. */
function purgeSometimes(): void {
  const last = singleton('door.purge', () => ({ at: performance.now() }))
  if (performance.now() - last.at < PURGE_EVERY_MS) return
  last.at = performance.now()
  afterAnswer(() => purgeExpired().catch((error: unknown) => purgeFailed({ error: String(error) })))
}

/** Passes a request through the door. `act` makes the answer; whatever it throws becomes problem+json. */
export async function door(
  request: Request,
  rule: Rule,
  act: (context: DoorContext) => Promise<Response>,
): Promise<Response> {
  const started = performance.now()
  const checks: RateLimitResult[] = []
  const context = openContext(request, checks)
  const { requestId } = context
  return runInRequestContext({ requestId }, async () => {
    let response: Response
    let failure: AppError | undefined
    try {
      await passChecks(context, rule)
      response = await act(context)
      if (!SAFE_METHODS.has(request.method)) purgeSometimes()
    } catch (error) {
      failure = toAppError(error)
      if (failure.code === 'internal') trackError(failure.cause, { requestId, path: rule.path })
      response = new Response(problemText(failure, context), {
        status: failure.status,
        headers: { ...failure.headers, 'Content-Type': PROBLEM_TYPE },
      })
    }
    const durationMs = performance.now() - started
    recordRequest(rule.path, request.method, response.status, durationMs)
    // Probes come every second and say nothing; the rest is one line each.
    const write = rule.limit === null ? log.debug : log.info
    write('http_request', {
      requestId,
      method: request.method,
      path: rule.path,
      status: response.status,
      durationMs: Math.round(durationMs * 10) / 10,
      ...('userId' in context.viewer ? { userId: context.viewer.userId } : {}),
      ...('keyId' in context.viewer ? { keyId: context.viewer.keyId } : {}),
      ...(failure ? { code: failure.code } : {}),
    })
    return finish(response, context, checks)
  })
}

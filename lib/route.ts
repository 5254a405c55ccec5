import 'server-only'
// The one door for HTTP. In this order: request id, address, limit by address, identity, same origin, limit by identity,
// parsing, the use case, the response's own schema, headers, one log line. A route file only declares and calls.
import { performance } from 'node:perf_hooks'
import type * as z from 'zod'
import { viewerOf, type UserViewer, type Viewer } from '@/lib/auth/viewer'
import { databaseCode, isDatabaseUnavailable, isRetryable } from '@/lib/db'
import { AppError, toProblem, type FieldError } from '@/lib/errors'
import { log } from '@/lib/logger'
import { recordRequest } from '@/lib/metrics'
import { trackError } from '@/lib/monitoring'
import {
  assertWithinLimit,
  checkRateLimit,
  rateLimitHeaders,
  type PolicyName,
  type RateLimitResult,
} from '@/lib/rate-limit'
import { addressKey, assertBodySize, clientAddress, isSameOrigin, readJson } from '@/lib/request'
import { runInRequestContext, requestContext } from '@/lib/request-context'

const SAFE_METHODS = new Set(['GET', 'HEAD', 'OPTIONS'])
const NO_STORE = 'private, no-store'

type Auth = 'none' | 'user'

export type DoorOptions = {
  /** The route's path as documented; what logs and metrics call it. */
  path: string
  /** `none` never looks identity up; a function decides by the address asked for. */
  auth: Auth | ((url: URL) => Auth)
  /** What an anonymous caller counts against; null is for health checks alone. */
  limit: PolicyName | null
}

export type DoorContext = {
  request: Request
  url: URL
  requestId: string
  address: string | null
  viewer: Viewer
  /** Looks identity up late, for a route that is public first. */
  identify: () => Promise<Viewer>
  /** Counts the request against one more limit; throws 429 when it is reached. */
  take: (policy: PolicyName, key: string) => Promise<void>
}

/** A handler's answer that is more than a body with 200. */
export class Reply {
  constructor(
    readonly status: number,
    readonly body: unknown,
    readonly headers: Record<string, string> = {},
    readonly cookies: readonly string[] = [],
  ) {}
}
export const created = (body: unknown, location: string) => new Reply(201, body, { Location: location })
export const accepted = (body: unknown) => new Reply(202, body)
export const noContent = () => new Reply(204, null)

const DATA_ERRORS = /^22/

/** Turns what was thrown into an expected failure; a surprise becomes `internal`. */
function toAppError(error: unknown): AppError {
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

async function passChecks(context: DoorContext, options: DoorOptions): Promise<Viewer> {
  const { request, url, address, take } = context
  assertBodySize(request.headers)
  if (options.limit) await take(options.limit, addressKey(address))
  const auth = typeof options.auth === 'function' ? options.auth(url) : options.auth
  const viewer = auth === 'user' ? await viewerOf(request.headers) : context.viewer
  const writes = !SAFE_METHODS.has(request.method)
  if (writes && !isSameOrigin(request.headers)) {
    log.warn('malicious_csrf', {
      requestId: context.requestId,
      path: options.path,
      address,
      origin: request.headers.get('origin'),
    })
    throw new AppError('cross-site')
  }
  if (auth === 'user') {
    if (viewer.kind === 'anonymous') throw new AppError('unauthenticated')
    if ('userId' in viewer) await take(writes ? 'write' : 'user', `user:${viewer.userId}`)
  }
  return viewer
}

function problemResponse(error: AppError, context: DoorContext): Response {
  return new Response(JSON.stringify(toProblem(error, context.requestId, context.url.pathname)), {
    status: error.status,
    headers: { ...error.headers, 'Content-Type': 'application/problem+json; charset=utf-8' },
  })
}

function finish(response: Response, context: DoorContext, checks: RateLimitResult[]): Response {
  const { headers } = response
  headers.set('X-Request-Id', context.requestId)
  for (const [name, value] of Object.entries(rateLimitHeaders(checks))) headers.set(name, value)
  if (!headers.has('Cache-Control')) headers.set('Cache-Control', NO_STORE)
  const cache = requestContext()?.cache
  if (cache)
    headers.set(
      'Cache-Status',
      cache === 'miss' ? 'foothold; fwd=miss' : cache === 'stale' ? 'foothold; hit; fwd=stale' : 'foothold; hit',
    )
  return response
}

/** Passes a request through the door. `act` makes the answer; whatever it throws becomes problem+json. */
export async function door(
  request: Request,
  options: DoorOptions,
  act: (context: DoorContext) => Promise<Response>,
): Promise<Response> {
  const started = performance.now()
  const checks: RateLimitResult[] = []
  const requestId = crypto.randomUUID()
  const address = clientAddress(request.headers)
  const context: DoorContext = {
    request,
    url: new URL(request.url),
    requestId,
    address,
    viewer: { kind: 'anonymous' },
    identify: () => viewerOf(request.headers),
    take: async (policy, key) => {
      const result = await checkRateLimit(policy, key)
      checks.push(result)
      if (!result.allowed) log.warn('excess_rate_limit_exceeded', { requestId, policy, key, address })
      assertWithinLimit(result)
    },
  }
  return runInRequestContext({ requestId: context.requestId }, async () => {
    let response: Response
    let failure: AppError | undefined
    try {
      context.viewer = await passChecks(context, options)
      response = await act(context)
    } catch (error) {
      failure = toAppError(error)
      if (failure.code === 'internal') trackError(failure.cause, { requestId: context.requestId, path: options.path })
      response = problemResponse(failure, context)
    }
    const durationMs = performance.now() - started
    recordRequest(options.path, request.method, response.status, durationMs)
    // Probes come every second and say nothing; the rest is one line each.
    const write = options.limit === null ? log.debug : log.info
    write('http_request', {
      requestId: context.requestId,
      method: request.method,
      path: options.path,
      status: response.status,
      durationMs: Math.round(durationMs * 10) / 10,
      ...('userId' in context.viewer ? { userId: context.viewer.userId } : {}),
      ...(failure ? { code: failure.code } : {}),
    })
    return finish(response, context, checks)
  })
}

type Parsed<Schema> = Schema extends z.ZodType ? z.infer<Schema> : undefined

type RouteOptions<Params, Query, Body> = DoorOptions & {
  params?: Params
  query?: Query
  body?: Body
  response?: z.ZodType
  /** For answers that are the same for everybody; everything else is `private, no-store`. */
  cacheControl?: string
}

type Handled<Options extends DoorOptions, Params, Query, Body> = Omit<DoorContext, 'viewer'> & {
  viewer: Options['auth'] extends 'user' ? UserViewer : Viewer
  params: Parsed<Params>
  query: Parsed<Query>
  body: Parsed<Body>
}

/** Parses input at the door. Throws 422 with the path of every wrong field; what cannot be an address is 404. */
export function parse<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
  where: 'path' | 'query' | 'body',
): z.infer<Schema> {
  const result = schema.safeParse(value)
  if (result.success) return result.data
  if (where === 'path') throw new AppError('not-found')
  const fields: FieldError[] = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({ path: [...issue.path, key].join('.'), message: 'This field is not known' }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  )
  throw new AppError('invalid', `Some fields of the ${where} are not right.`, { fields })
}

/** One value a name; a name given twice is refused rather than half read. */
function queryValues(url: URL): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [name, value] of url.searchParams) {
    if (Object.hasOwn(values, name))
      throw new AppError('invalid', 'Some fields of the query are not right.', {
        fields: [{ path: name, message: 'Give it once' }],
      })
    values[name] = value
  }
  return values
}

function answer(
  result: unknown,
  { response, cacheControl }: { response?: z.ZodType | undefined; cacheControl?: string | undefined },
): Response {
  if (result instanceof Response) return result
  const reply = result instanceof Reply ? result : new Reply(200, result)
  const headers = new Headers({ ...(cacheControl ? { 'Cache-Control': cacheControl } : {}), ...reply.headers })
  for (const cookie of reply.cookies) headers.append('Set-Cookie', cookie)
  if (reply.body === null || reply.body === undefined) return new Response(null, { status: reply.status, headers })
  headers.set('Content-Type', 'application/json; charset=utf-8')
  const body = response ? response.parse(reply.body) : reply.body
  return new Response(JSON.stringify(body), { status: reply.status, headers })
}

/** Builds a route handler: declares who, how often and what shapes; the handler is the use case and nothing else. */
export function route<
  const Options extends RouteOptions<Params, Query, Body>,
  Params extends z.ZodType | undefined = undefined,
  Query extends z.ZodType | undefined = undefined,
  Body extends z.ZodType | undefined = undefined,
>(
  options: Options & RouteOptions<Params, Query, Body>,
  handler: (context: Handled<Options, Params, Query, Body>) => Promise<unknown>,
): (
  request: Request,
  segment: { params: Promise<Record<string, string | string[] | undefined>> },
) => Promise<Response> {
  return (request, segment) =>
    door(request, options, async (context) => {
      const params = options.params && parse(options.params, await segment.params, 'path')
      const query = options.query && parse(options.query, queryValues(context.url), 'query')
      const body = options.body && parse(options.body, await readJson(request), 'body')
      const result = await handler({ ...context, params, query, body } as Handled<Options, Params, Query, Body>)
      return answer(result, options)
    })
}

/** Whatever no route of the API answers: a problem, and not the page for people. */
export const unknownAddress = route({ path: '/api/*', auth: 'none', limit: 'anonymous' }, async () => {
  throw new AppError('not-found', 'The API has no such address.')
})

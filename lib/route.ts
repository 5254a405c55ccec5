import 'server-only'
// Binds an operation to its handler and passes both through the door: parse, answer once, act, the response's own schema,
// validators. A route file only declares and calls.
import type * as z from 'zod'
import type { AdminViewer, Caller, Owner, UserViewer } from '@/lib/auth/identity'
import { hashed } from '@/lib/auth/tokens'
import { preflightHeaders } from '@/lib/cors'
import { isRetryable } from '@/lib/db'
import { door, identityOf, PROBLEM_TYPE, problemText, toAppError, type DoorContext } from '@/lib/door'
import { AppError, type FieldError } from '@/lib/errors'
import { entityTag, expectedVersions, isNoneMatch, isVersioned } from '@/lib/etag'
import { plainSentence } from '@/lib/http-schema'
import { answerOnce, idempotencyKey, type StoredAnswer } from '@/lib/idempotency'
import type { Access, Operation } from '@/lib/operation'
import { readJson } from '@/lib/request'

/** A handler's answer that is more than a body. */
export class Reply {
  readonly status: number | undefined
  readonly headers: Record<string, string>
  readonly cookies: readonly string[]

  constructor(
    readonly body: unknown,
    more: { status?: number; headers?: Record<string, string>; cookies?: readonly string[] } = {},
  ) {
    this.status = more.status
    this.headers = more.headers ?? {}
    this.cookies = more.cookies ?? []
  }
}

/** What was made, and where it is found. */
export const created = (body: unknown, location: string) => new Reply(body, { headers: { Location: location } })

type Anonymous = Extract<Caller, { kind: 'anonymous' }>
type Admitted<Rule extends Access> = Rule extends 'read' | 'write'
  ? Owner
  : Rule extends 'session' | 'recent-session'
    ? UserViewer
    : Rule extends 'admin' | 'recent-admin'
      ? AdminViewer
      : Anonymous
type Parsed<Op, Part extends string> =
  Op extends Record<Part, infer Schema extends z.ZodType> ? z.infer<Schema> : undefined
type Body<Op> = Op extends { response: infer Schema extends z.ZodType } ? z.input<Schema> : void

type Handled<Op extends Operation> = Omit<DoorContext, 'viewer' | 'personal'> & {
  viewer: Admitted<Op['access']> | (Op extends { isPublic: (url: URL) => boolean } ? Anonymous : never)
  params: Parsed<Op, 'params'>
  query: Parsed<Op, 'query'>
  body: Parsed<Op, 'body'>
  /** The versions that `If-Match` lets a write change; undefined when it asks for none in particular. */
  ifMatch: readonly number[] | undefined
}

type Segment = { params: Promise<Record<string, string | string[] | undefined>> }
type Handler = (request: Request, segment: Segment) => Promise<Response>
type Route = { operation: Operation; handle: Handler }

const FIELDS_MAX = 20
const KEY_SHOWN = 100

/** Parses input at the door. Throws 422 with the path of every wrong field; what cannot be an address is 404. */
function parse(schema: z.ZodType, value: unknown, where: 'path' | 'query' | 'body'): unknown {
  const result = schema.safeParse(value, { error: plainSentence })
  if (result.success) return result.data
  if (where === 'path') throw new AppError('not-found')
  const fields: FieldError[] = result.error.issues.flatMap((issue) =>
    issue.code === 'unrecognized_keys'
      ? issue.keys.map((key) => ({
          path: [...issue.path, key.slice(0, KEY_SHOWN)].join('.'),
          message: 'This field is not known',
        }))
      : [{ path: issue.path.join('.'), message: issue.message }],
  )
  throw new AppError('invalid', `Some fields of the ${where} are not right.`, { fields: fields.slice(0, FIELDS_MAX) })
}

/** One value a name; a name given twice is refused rather than half read. */
function queryValues(url: URL): Record<string, string> {
  const values = new Map<string, string>()
  for (const [name, value] of url.searchParams) {
    if (values.has(name))
      throw new AppError('invalid', 'Some fields of the query are not right.', {
        fields: [{ path: name.slice(0, KEY_SHOWN), message: 'Give it once' }],
      })
    values.set(name, value)
  }
  return Object.fromEntries(values)
}

type Serialized = { schema: z.ZodType | undefined; json: string; tag: string }
/** What is cached is answered often: its text is made once, and goes away with it. */
const serialized = new WeakMap<object, Serialized>()

function serialize(body: unknown, schema: z.ZodType | undefined): Serialized {
  const known = typeof body === 'object' && body !== null ? serialized.get(body) : undefined
  if (known && known.schema === schema) return known
  const shown = schema ? schema.parse(body) : body
  const json = JSON.stringify(shown)
  const made = { schema, json, tag: entityTag(shown, json) }
  if (typeof body === 'object' && body !== null) serialized.set(body, made)
  return made
}

/** Cookies are never stored. */
type Answer = StoredAnswer & { cookies?: readonly string[] }

function toAnswer(result: unknown, operation: Operation, personal: boolean): Answer {
  const reply = result instanceof Reply ? result : new Reply(result)
  const cacheControl = personal ? undefined : operation.cacheControl
  const headers: Record<string, string> = {
    ...(cacheControl ? { 'Cache-Control': cacheControl } : {}),
    ...reply.headers,
  }
  const { body, cookies } = reply
  const status = reply.status ?? operation.status ?? (body == null ? 204 : 200)
  if (body == null) return { status, headers, cookies, body: null }
  headers['Content-Type'] = 'application/json; charset=utf-8'
  const { json, tag } = serialize(body, operation.response)
  const reads = operation.method === 'GET'
  if ((reads || isVersioned(body)) && !/no-store/.test(headers['Cache-Control'] ?? '')) headers.ETag = tag
  if (reads && headers.ETag) headers['Cache-Control'] ??= 'private, no-cache'
  return { status, headers, cookies, body: json }
}

function toResponse({ status, headers, body, cookies = [] }: Answer, request: Request): Response {
  const known = headers.ETag !== undefined && isNoneMatch(request.headers, headers.ETag)
  if (known && ['GET', 'HEAD'].includes(request.method)) {
    const { 'Content-Type': _, ...rest } = headers
    return new Response(null, { status: 304, headers: rest })
  }
  const all = new Headers(headers)
  for (const cookie of cookies) all.append('Set-Cookie', cookie)
  return new Response(body, { status, headers: all })
}

/** A refusal is an answer to keep, unless the same request may well pass a moment later. */
function asRefusal(error: unknown, context: DoorContext): StoredAnswer | undefined {
  const refusal = toAppError(error)
  if (refusal.status >= 500 || refusal.code === 'too-many-requests' || isRetryable(refusal.cause)) return undefined
  const headers = { ...refusal.headers, 'Content-Type': PROBLEM_TYPE }
  return { status: refusal.status, headers, body: problemText(refusal, context) }
}

type Parts = { params: unknown; query: unknown; body: unknown }

/** Acts, once where the operation and the caller want it so. */
async function perform(
  operation: Operation,
  context: DoorContext,
  { params, query, body }: Parts,
  act: () => Promise<Answer>,
): Promise<Answer> {
  const key = operation.idempotent ? idempotencyKey(context.request.headers) : undefined
  const identity = identityOf(context.viewer)
  if (key === undefined || identity === undefined) return act()
  const requestHash = hashed(JSON.stringify([params, query, body]))
  const keyed = { identity, key, operation: operation.id, requestHash, secret: operation.secret === true }
  return answerOnce(keyed, act, (error) => asRefusal(error, context))
}

/** An answer of its own making, a picture for one; what may be kept under an Idempotency-Key is plain. */
type Raw<Op> = Op extends { idempotent: true } ? never : Response

/** Binds the handler, which is the use case and nothing else, to what the operation promises. */
export function route<const Op extends Operation>(
  operation: Op,
  handler: (context: Handled<Op>) => Promise<Body<Op> | Reply | Raw<Op>>,
): Route {
  const { params, query, body, precondition } = operation as Operation
  const handle: Handler = (request, segment) =>
    door(request, operation, async (context) => {
      const parts: Parts = {
        params: params && parse(params, await segment.params, 'path'),
        query: query && parse(query, queryValues(context.url), 'query'),
        body: body && parse(body, await readJson(request), 'body'),
      }
      const ifMatch = precondition && expectedVersions(request.headers)
      const handled = { ...context, ...parts, ifMatch } as unknown as Handled<Op>
      if (!operation.idempotent) {
        const result = await handler(handled)
        return result instanceof Response ? result : toResponse(toAnswer(result, operation, context.personal), request)
      }
      const act = async () => toAnswer(await handler(handled), operation, context.personal)
      return toResponse(await perform(operation, context, parts, act), request)
    })
  return { operation, handle }
}

const METHODS = ['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'] as const
type Method = (typeof METHODS)[number]

const everyMethod = (handlerOf: (method: Method) => Handler) =>
  Object.fromEntries(METHODS.map((method) => [method, handlerOf(method)])) as Record<Method, Handler>

/** All that one address answers: its routes, HEAD as GET, OPTIONS, and 405 to every other method. */
export function resource(first: Route, ...others: Route[]): Record<Method, Handler> {
  const routes = new Map([first, ...others].map((each) => [each.operation.method as Method, each.handle]))
  const { path, limit } = first.operation
  if (others.some((each) => each.operation.path !== path) || routes.size <= others.length)
    throw new Error(`${path}: the routes of a resource share its path and differ in method`)
  const get = routes.get('GET')
  if (get) routes.set('HEAD', get)
  const allow = METHODS.filter((method) => routes.has(method) || method === 'OPTIONS').join(', ')
  const rule = { path, access: 'public', limit } as const
  routes.set('OPTIONS', (request) =>
    door(request, rule, async () => {
      const headers = { Allow: allow, ...preflightHeaders(request.headers, allow) }
      return new Response(null, { status: 204, headers })
    }),
  )
  const refuse: Handler = (request) => door(request, { ...rule, allow }, () => Promise.reject(new Error('unreachable')))
  return everyMethod((method) => routes.get(method) ?? refuse)
}

/** Many addresses under one route file: each has its resource, and whatever has none is a problem, not the page for people. */
export function mount(path: Operation['path'], resources: readonly Route[] = []): Record<Method, Handler> {
  const known = new Map<string, Record<Method, Handler>>(resources.map((each) => [each.operation.path, resource(each)]))
  const rule = { path, access: 'public', limit: 'anonymous' } as const
  const unknown: Handler = (request) =>
    door(request, rule, () => Promise.reject(new AppError('not-found', 'The API has no such address.')))
  return everyMethod(
    (method) => (request, segment) => (known.get(new URL(request.url).pathname)?.[method] ?? unknown)(request, segment),
  )
}

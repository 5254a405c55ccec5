// Turns operations into an OpenAPI 3.1 document. Pure: what is served, the committed docs/openapi.json, the reference for
// readers and the types of the client all come from here.
import type * as z from 'zod'
import { AppError, ERROR_CODES, toProblem, type ErrorCode } from '@/lib/errors'
import { problemSchema } from '@/lib/http-schema'
import { DEFAULT_LIMITS, type Operation, type PolicyName } from '@/lib/operation'
import { exampleOf, resolve, toSchema, type JsonSchema, type Schemas } from '@/lib/openapi-schemas'
type Json = Record<string, unknown>

export type Parameter = { name: string; in: string; required?: boolean; description?: string; schema: JsonSchema }
type Reference = { $ref: string }
type Content = { schema: JsonSchema; example?: unknown; examples?: Record<string, Reference> }
type Answer = { description: string; headers: Record<string, Reference>; content?: Record<string, Content> }
export type Described = {
  operationId: string
  summary: string
  description: string
  security: Json[]
  parameters: (Parameter | Reference)[]
  requestBody?: { required: true; content: Record<string, Content> }
  responses: Record<string, Answer>
}
export type ApiDocument = ReturnType<typeof openApiDocument>
export type DocumentInfo = { title: string; version: string; description: string; tags?: Record<string, string> }

const component = (kind: string, name: string) => ({ $ref: `#/components/${kind}/${name}` })
const unique = <Value>(values: readonly Value[]) => [...new Set(values)]

// What follows from an operation

const ACCESS: Record<Operation['access'], string> = {
  public: 'Anyone; no identity is looked up.',
  optional: 'Anyone. A session or an API key with the scope `read` shows one’s own as well.',
  read: 'A session, or an API key with the scope `read`.',
  write: 'A session, or an API key with the scope `write`.',
  session: 'A session; no API key.',
  'recent-session': 'A session that signed in at most 15 minutes ago; no API key.',
  admin: 'A session of an admin; no API key.',
  'recent-admin': 'A session of an admin that signed in at most 15 minutes ago; no API key.',
}

export const accessInWords = ({ access, isPublic }: Operation): string =>
  isPublic ? `Anyone for what is public. Else: ${ACCESS[access]}` : ACCESS[access]

function securityOf({ access, isPublic }: Operation): Json[] {
  if (access === 'public') return []
  const roles = access.endsWith('admin') ? ['admin'] : []
  const scope = access === 'optional' ? 'read' : access
  const key = scope === 'read' || scope === 'write' ? [{ apiKey: [scope] }] : []
  return [...(isPublic || access === 'optional' ? [{}] : []), { session: roles }, ...key]
}

export type CountedLimit = { policy: PolicyName; default: string; countedBy: string }

export function limitsOf({ access, limit, method }: Operation): CountedLimit[] {
  const byIdentity = method === 'GET' ? 'user' : 'write'
  const identified = access !== 'public'
  return [
    ...(limit ? [{ policy: limit, default: DEFAULT_LIMITS[limit], countedBy: 'address' }] : []),
    ...(identified
      ? [{ policy: byIdentity, default: DEFAULT_LIMITS[byIdentity], countedBy: 'user or key' } as const]
      : []),
  ]
}

/** `120/60s` as people say it. */
export const rateInWords = (rate: string): string => {
  const [count, seconds = 60] = rate.split(/\D+/).map(Number)
  if (seconds % 60 > 0) return `${count} requests in ${seconds} seconds`
  return `${count} requests in ${seconds === 60 ? 'a minute' : `${seconds / 60} minutes`}`
}

export function limitInWords(operation: Operation): string {
  const parts = limitsOf(operation).map(
    ({ policy, default: rate, countedBy }) => `\`${policy}\`: ${rateInWords(rate)} per ${countedBy}`,
  )
  return parts.length === 0 ? 'None.' : `${parts.join('; ')}.`
}

/** Every failure that the door or the use case can answer with, in the order of the table. */
export function errorsOf(operation: Operation): ErrorCode[] {
  const { access, errors = [], idempotent, limit, method, params, precondition, query, upload } = operation
  const body = operation.body ?? upload
  const follows: Partial<Record<ErrorCode, unknown>> = {
    'bad-request': operation.body ?? idempotent,
    unauthenticated: access !== 'public',
    forbidden: access !== 'public',
    'sign-in-again': access.startsWith('recent'),
    'cross-site': method !== 'GET',
    'not-found': params,
    conflict: method !== 'GET' && limit,
    'idempotency-running': idempotent,
    'precondition-failed': precondition,
    'too-large': method !== 'GET',
    'unsupported-media-type': body,
    invalid: body ?? query,
    'idempotency-key-reused': idempotent,
    'too-many-requests': limit,
    internal: true,
    unavailable: limit,
  }
  return ERROR_CODES.filter((code) => Boolean(follows[code]) || errors.includes(code))
}

// Parts of the document

const HEADERS: Record<string, string> = {
  'X-Request-Id': 'Names this request in the logs.',
  'RateLimit-Policy': 'Every limit that counted this request: its name, quota `q` and window `w` in seconds.',
  RateLimit: 'The tightest of them: what remains `r`, and the seconds until its window ends `t`.',
  'Retry-After': 'Seconds until a request passes again.',
  ETag: 'The version of what was answered, for `If-None-Match` and `If-Match`.',
  Location: 'Where that which was made is.',
  'Idempotency-Replayed': '`true` when this is the stored answer of an earlier request with the same key.',
  'WWW-Authenticate': 'How to identify.',
}
const REQUEST_HEADERS: Record<string, string> = {
  'Idempotency-Key': '1 to 255 visible ASCII characters, made once for what is to happen once. Kept for 24 hours.',
  'If-Match': 'The ETag that was read. The change happens only while it is still the version.',
  'If-None-Match': 'The ETag that is held. 304 while nothing changed.',
}
const text = { type: 'string' }
const headers = (names: readonly string[]) =>
  Object.fromEntries(names.map((name) => [name, component('headers', name)]))

const hasETag = ({ method, response, media, cacheControl }: Operation) =>
  method === 'GET' && Boolean(response ?? media) && cacheControl !== 'no-store'
/** Bytes have no schema in OpenAPI 3.1: the media type says it all. */
const bytesOf = (types: readonly string[]) => Object.fromEntries(types.map((type) => [type, { schema: {} }]))

function parameters(operation: Operation, named: Schemas): Described['parameters'] {
  const part = (schema: z.ZodType | undefined, where: 'path' | 'query') => {
    const { properties = {}, required = [] } = schema ? resolve(toSchema(schema, 'input', named), named) : {}
    return Object.entries(properties).map(([name, { description, ...rest }]) => ({
      name,
      in: where,
      ...(where === 'path' || required.includes(name) ? { required: true } : {}),
      ...(description ? { description } : {}),
      schema: rest,
    }))
  }
  const sent = [
    ...(operation.idempotent ? ['Idempotency-Key'] : []),
    ...(operation.precondition ? ['If-Match'] : []),
    ...(hasETag(operation) ? ['If-None-Match'] : []),
  ]
  return [
    ...part(operation.params, 'path'),
    ...part(operation.query, 'query'),
    ...sent.map((name) => component('parameters', name)),
  ]
}

function problems(operation: Operation, named: Schemas): Described['responses'] {
  const codes = errorsOf(operation)
  const own503 = operation.limit === null && operation.response && toSchema(operation.response, 'output', named)
  const answer = (status: number) => {
    const own = codes.filter((code) => new AppError(code).status === status)
    return {
      description: own.map((code) => `${new AppError(code).title}.`).join(' '),
      headers: headers([
        'X-Request-Id',
        ...(operation.limit ? ['RateLimit-Policy', 'RateLimit'] : []),
        ...(status === 401 ? ['WWW-Authenticate'] : []),
        ...(status === 429 || status === 503 ? ['Retry-After'] : []),
      ]),
      // A probe that finds something down says what, in the words of its own answer.
      content:
        status === 503 && own503
          ? { 'application/json': { schema: own503, example: exampleOf(own503, named) } }
          : {
              'application/problem+json': {
                schema: component('schemas', 'Problem'),
                examples: Object.fromEntries(own.map((code) => [code, component('examples', code)])),
              },
            },
    }
  }
  const statuses = unique(codes.map((code) => new AppError(code).status))
  return Object.fromEntries(statuses.map((status) => [String(status), answer(status)]))
}

const SUCCESS = {
  200: 'Done.',
  201: 'Made.',
  202: 'Accepted.',
  204: 'Done; no content.',
  302: 'Goes on elsewhere.',
} as const

function success(operation: Operation, named: Schemas): Described['responses'] {
  const { example, idempotent, limit, media, response, secret, status = 200 } = operation
  const common = ['X-Request-Id', ...(limit ? ['RateLimit-Policy', 'RateLimit'] : [])]
  const schema = response && toSchema(response, 'output', named)
  const versioned = hasETag(operation) || (schema && resolve(schema, named).properties?.version) ? ['ETag'] : []
  return {
    [status]: {
      description: SUCCESS[status],
      headers: headers([
        ...common,
        ...versioned,
        ...(status === 302 || (status === 201 && idempotent) ? ['Location'] : []),
        ...(idempotent && !secret ? ['Idempotency-Replayed'] : []),
      ]),
      ...(schema
        ? { content: { 'application/json': { schema, example: example?.response ?? exampleOf(schema, named) } } }
        : status === 204
          ? {}
          : { content: media ? bytesOf([media]) : { 'text/plain': { schema: text } } }),
    },
    ...(hasETag(operation)
      ? { 304: { description: 'Nothing changed since that ETag.', headers: headers([...common, 'ETag']) } }
      : {}),
  }
}

function described(operation: Operation, named: Schemas): Described & Json & { tags: string[] } {
  const { access, body, example, id, tag, summary, description, upload } = operation
  const schema = body && toSchema(body, 'input', named)
  return {
    operationId: id,
    tags: [tag],
    summary,
    description: [
      ...(description ? [description] : []),
      `**Access.** ${accessInWords(operation)}`,
      `**Limits.** ${limitInWords(operation)}`,
    ].join('\n\n'),
    security: securityOf(operation),
    'x-access': access,
    'x-rate-limit': limitsOf(operation),
    parameters: parameters(operation, named),
    ...(schema
      ? {
          requestBody: {
            required: true,
            content: { 'application/json': { schema, example: example?.body ?? exampleOf(schema, named) } },
          },
        }
      : upload
        ? { requestBody: { required: true, content: bytesOf(upload) } }
        : {}),
    responses: { ...success(operation, named), ...problems(operation, named) },
  }
}

function problemExample(code: ErrorCode): Json {
  const fields = code === 'invalid' ? { fields: [{ path: 'title', message: 'Give it a title' }] } : {}
  const error = new AppError(code, undefined, fields)
  return {
    summary: error.title,
    value: toProblem(error, '3e6f9b1c-52d7-4d0e-9d55-6a3f0f6f8f51', '/api/v1/posts'),
  }
}

const words = <More>(table: Record<string, string>, more: (name: string) => More) =>
  Object.fromEntries(Object.entries(table).map(([name, description]) => [name, { description, ...more(name) }]))

const securitySchemes = {
  session: {
    type: 'apiKey',
    in: 'cookie',
    name: 'better-auth.session_token',
    description: 'The cookie that signing in sets; on https its name starts with `__Secure-`.',
  },
  apiKey: {
    type: 'http',
    scheme: 'bearer',
    bearerFormat: 'fh_ and 43 characters',
    description: 'An API key. It has the scopes `read`, `write` or both, and decides over a cookie.',
  },
}

/** The whole document, in the order of the list. */
export function openApiDocument(operations: readonly Operation[], { tags = {}, ...info }: DocumentInfo) {
  const named: Schemas = {}
  toSchema(problemSchema, 'output', named)
  const paths: Record<string, Record<string, Described>> = {}
  for (const operation of operations)
    paths[operation.path] = { ...paths[operation.path], [operation.method.toLowerCase()]: described(operation, named) }
  return {
    openapi: '3.1.0',
    info,
    servers: [{ url: '/', description: 'Where this document was read.' }],
    tags: unique(operations.map(({ tag }) => tag)).map((name) => ({ name, description: tags[name] ?? name })),
    paths,
    components: {
      schemas: Object.fromEntries(Object.entries(named).sort(([one], [other]) => (one < other ? -1 : 1))),
      parameters: words(REQUEST_HEADERS, (name) => ({ name, in: 'header', schema: text })),
      headers: words(HEADERS, () => ({ schema: text })),
      examples: Object.fromEntries(ERROR_CODES.map((code) => [code, problemExample(code)])),
      securitySchemes,
    },
  }
}

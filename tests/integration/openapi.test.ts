import { Validator } from '@seriousme/openapi-schema-validator'
import { Ajv2020 } from 'ajv/dist/2020.js'
import addFormats from 'ajv-formats'
import { describe, expect, it } from 'vitest'
import { apiDocument, operations } from '@/app/api/openapi.json/operations'
import { GET } from '@/app/api/openapi.json/route'
import { ERROR_CODES } from '@/lib/errors'
import { call } from '../support/people'

type Content = Record<string, { schema: object; example?: unknown; examples?: Record<string, { $ref: string }> }>
type Described = {
  operationId: string
  summary: string
  description: string
  security: object[]
  requestBody?: { content: Content }
  responses: Record<string, { description: string; headers: Record<string, { $ref: string }>; content?: Content }>
}

const document = apiDocument()
const described = Object.entries(document.paths).flatMap(([path, methods]) =>
  Object.entries(methods).map(([method, one]) => ({ name: `${method} ${path}`, ...(one as Described) })),
)

const ajv = new Ajv2020({ strict: false, allErrors: true })
addFormats.default(ajv)
ajv.addSchema({ $id: 'document', ...document })

/** What is wrong with a value, by a validator that knows nothing of zod. */
function faults(schema: object, value: unknown): string {
  const validate = ajv.compile(JSON.parse(JSON.stringify(schema).replaceAll('"#/', '"document#/')) as object)
  return validate(value) ? '' : ajv.errorsText(validate.errors)
}

const contents = described.flatMap(({ name, requestBody, responses }) => [
  ...(requestBody ? [{ where: `${name} body`, content: requestBody.content }] : []),
  ...Object.entries(responses).flatMap(([status, { content }]) =>
    content ? [{ where: `${name} ${status}`, content }] : [],
  ),
])

describe('the document', () => {
  it('is valid OpenAPI 3.1', async () => {
    const validator = new Validator()
    const { valid, errors } = await validator.validate(structuredClone(document))
    expect(errors ?? []).toEqual([])
    expect(valid).toBe(true)
    expect(validator.version).toBe('3.1')
  })

  it('refers to nothing that it does not hold', () => {
    const text = JSON.stringify(document)
    const missing = [...text.matchAll(/"\$ref":"#\/([^"]+)"/g)].filter(
      ([, pointer = '']) =>
        pointer.split('/').reduce<unknown>((at, key) => (at as Record<string, unknown>)[key], document) === undefined,
    )
    expect(missing).toEqual([])
    expect(text).not.toContain('$defs')
  })

  it('holds every operation once, under an id of its own', () => {
    expect(described.map(({ operationId }) => operationId).sort()).toEqual(operations.map(({ id }) => id).sort())
    expect(new Set(operations.map(({ id }) => id)).size).toBe(operations.length)
    expect(new Set(operations.map(({ method, path }) => `${method} ${path}`)).size).toBe(operations.length)
  })

  it('gives every body an example that its schema takes', () => {
    const problems = contents.flatMap(({ where, content }) =>
      Object.entries(content)
        .filter(([type]) => type.endsWith('json'))
        .flatMap(([type, { schema, example, examples = {} }]) => {
          const values = Object.keys(examples).map((code) => document.components.examples[code]?.value)
          if (type === 'application/json') values.push(example as Record<string, unknown>)
          const wrong = values.map((value) => faults(schema, value)).filter(Boolean)
          return values.length === 0 ? [`${where}: no example`] : wrong.map((fault) => `${where}: ${fault}`)
        }),
    )
    expect(problems).toEqual([])
  })

  it('takes nothing for an example that its schema refuses', () => {
    const create = document.paths['/api/v1/posts']?.post as Described | undefined
    const schema = create?.requestBody?.content['application/json']?.schema ?? {}
    expect(faults(schema, { title: 'Stone' })).toBe('')
    expect(faults(schema, { title: 7 })).toContain('must be string')
    expect(faults(schema, { title: 'Stone', stone: true })).toContain('additional properties')
  })

  it('says of every operation who may, how often and what can go wrong', () => {
    for (const { name, description, security, responses } of described) {
      expect(description, name).toMatch(/\*\*Access\.\*\* \S/)
      expect(description, name).toMatch(/\*\*Limits\.\*\* \S/)
      expect(security, name).toBeInstanceOf(Array)
      expect(responses['500']?.content, name).toHaveProperty(['application/problem+json'])
      expect(Object.keys(responses).filter((status) => Number(status) < 400 && status !== '304').length, name).toBe(1)
    }
  })

  it('derives the failures of an operation from what it takes', () => {
    const statuses = (id: string) =>
      Object.keys(described.find(({ operationId }) => operationId === id)?.responses ?? {}).join(' ')
    expect(statuses('getPost')).toBe('200 304 401 403 404 429 500 503')
    expect(statuses('createPost')).toBe('201 400 401 403 409 413 415 422 429 500 503')
    expect(statuses('updatePost')).toBe('200 400 401 403 404 409 412 413 415 422 429 500 503')
    expect(statuses('deletePost')).toBe('204 401 403 404 409 412 413 429 500 503')
  })

  it('names the headers that matter where they matter', () => {
    const headersOf = (id: string, status: string) =>
      Object.keys(described.find(({ operationId }) => operationId === id)?.responses[status]?.headers ?? {})
    expect(headersOf('createPost', '201')).toEqual(
      expect.arrayContaining(['Location', 'ETag', 'Idempotency-Replayed', 'RateLimit', 'X-Request-Id']),
    )
    expect(headersOf('getPost', '200')).toContain('ETag')
    expect(headersOf('getPost', '429')).toContain('Retry-After')
  })

  it('has an example for every failure that the API knows', () => {
    expect(Object.keys(document.components.examples)).toEqual(ERROR_CODES)
  })
})

describe('GET /api/openapi.json', () => {
  const path = '/api/openapi.json'

  it('serves the document to everyone, to be kept by caches', async () => {
    const response = await call(GET, 'GET', path)
    expect(response.status).toBe(200)
    expect(response.headers.get('cache-control')).toMatch(/^public, /)
    expect(response.headers.get('access-control-allow-origin')).toBeNull()
    expect(await response.json()).toEqual(JSON.parse(JSON.stringify(document)))
  })

  it('answers 304 to whoever has it', async () => {
    const etag = (await call(GET, 'GET', path)).headers.get('etag') ?? ''
    expect(etag).toMatch(/^"[\w-]{16}"$/)
    const again = await call(GET, 'GET', path, { headers: { 'If-None-Match': etag } })
    expect(again.status).toBe(304)
    expect(await again.text()).toBe('')
  })
})

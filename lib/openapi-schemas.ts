// Zod schemas as JSON Schema, and examples that fit them. Pure.
import * as z from 'zod'

export type JsonSchema = {
  $ref?: string
  type?: string
  format?: string
  description?: string
  properties?: Record<string, JsonSchema>
  required?: string[]
  items?: JsonSchema
  anyOf?: JsonSchema[]
  enum?: unknown[]
  const?: unknown
  default?: unknown
  examples?: unknown[]
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  minItems?: number
  maxItems?: number
}
export type Schemas = Record<string, JsonSchema>

/** What the formats of zod spell out as patterns is the format; the bounds of a double say nothing. */
function tidy(schema: JsonSchema, io: 'input' | 'output'): void {
  if (schema.format) delete schema.pattern
  if (schema.minimum === Number.MIN_SAFE_INTEGER) delete schema.minimum
  if (schema.maximum === Number.MAX_SAFE_INTEGER) delete schema.maximum
  // An answer may gain fields without a new version.
  if (io === 'output') delete (schema as { additionalProperties?: unknown }).additionalProperties
}

/** The JSON Schema of a zod schema; every part that has an id lands in `named` and is referred to. */
export function toSchema(schema: z.ZodType, io: 'input' | 'output', named: Schemas): JsonSchema {
  const made = z.toJSONSchema(schema, { io, override: ({ jsonSchema }) => tidy(jsonSchema as JsonSchema, io) })
  const { $defs = {}, ...root } = JSON.parse(
    JSON.stringify({ ...made, $schema: undefined }).replaceAll('#/$defs/', '#/components/schemas/'),
  ) as JsonSchema & { $defs?: Schemas }
  for (const [name, part] of Object.entries($defs)) {
    if (named[name] && JSON.stringify(named[name]) !== JSON.stringify(part))
      throw new Error(`Two schemas are called ${name}: give one of them another id.`)
    named[name] = part
  }
  return root
}

/** The schema itself, where it is only a reference to a named one. */
export function resolve({ $ref, ...schema }: JsonSchema, named: Schemas): JsonSchema {
  return $ref ? { ...named[$ref.split('/').at(-1) ?? ''], ...schema } : schema
}

const BY_FORMAT: Record<string, string> = {
  uuid: '0198c1f4-7b1e-7cc3-98c4-dc0c0c07398f',
  'date-time': '2026-03-02T09:30:00.000Z',
  date: '2026-03-02',
  email: 'ada@example.com',
  uri: 'https://example.com/',
}
const BY_NAME: Record<string, string> = {
  title: 'Granite and lichen',
  slug: 'granite-and-lichen',
  content: 'What grows on stone.',
  excerpt: 'What grows on stone.',
  name: 'Ada Lovelace',
  password: 'correct horse battery',
}

function exampleText(schema: JsonSchema, name: string): string {
  const text = BY_FORMAT[schema.format ?? ''] ?? BY_NAME[name] ?? name.padEnd(schema.minLength ?? 0, '.')
  if (schema.pattern && !new RegExp(schema.pattern, 'u').test(text))
    throw new Error(`No example can be made of “${name}”: give its schema one with meta({ examples }).`)
  return text.slice(0, schema.maxLength)
}

/** A value that the schema takes, made from its examples, defaults and bounds. */
export function exampleOf(given: JsonSchema, named: Schemas, name = 'text'): unknown {
  const schema = resolve(given, named)
  const [stated] = [...(schema.examples ?? []), schema.const, ...(schema.enum ?? []), schema.default].filter(
    (value) => value !== undefined,
  )
  if (stated !== undefined) return stated
  if (schema.anyOf?.[0]) return exampleOf(schema.anyOf[0], named, name)
  switch (schema.type) {
    case 'object':
      return Object.fromEntries(
        Object.entries(schema.properties ?? {}).map(([key, part]) => [key, exampleOf(part, named, key)]),
      )
    case 'array':
      return schema.items ? [exampleOf(schema.items, named, name)] : []
    case 'integer':
    case 'number':
      return schema.minimum ?? 1
    case 'boolean':
      return true
    case 'string':
      return exampleText(schema, name)
    default:
      return null
  }
}

// Requests made from a schema: values that it takes, and values that it must refuse. The zod schema itself is the judge, its
// JSON Schema is where the values come from.
import fc from 'fast-check'
import * as z from 'zod'

type Shape = {
  type?: string
  format?: string
  pattern?: string
  minLength?: number
  maxLength?: number
  minimum?: number
  maximum?: number
  enum?: unknown[]
  const?: unknown
  anyOf?: Shape[]
  items?: Shape
  maxItems?: number
  properties?: Record<string, Shape>
  required?: string[]
}
export type Fields = Record<string, unknown>

type Document = Shape & { $ref?: string; $defs?: Record<string, Document> }

/** The shape with its references followed. */
function resolved(shape: Document, defs: Record<string, Document> = shape.$defs ?? {}): Shape {
  const target = shape.$ref === undefined ? undefined : defs[shape.$ref.slice('#/$defs/'.length)]
  if (target) return resolved(target, defs)
  const { properties, items, anyOf } = shape
  return {
    ...shape,
    ...(items ? { items: resolved(items, defs) } : {}),
    ...(anyOf ? { anyOf: anyOf.map((option) => resolved(option, defs)) } : {}),
    ...(properties
      ? { properties: Object.fromEntries(Object.entries(properties).map(([name, one]) => [name, resolved(one, defs)])) }
      : {}),
  }
}

const inJson = (schema: z.ZodType, io: 'input' | 'output') =>
  resolved(z.toJSONSchema(schema, { io, unrepresentable: 'any' }) as Document)

/** What goes in; where a field is read from text first, what it is read as. One of several shapes has the fields of all. */
export function shapeOf(schema: z.ZodType): Shape {
  const [shape, read] = [inJson(schema, 'input'), inJson(schema, 'output')]
  const options = shape.anyOf ?? [shape]
  const fields = options.flatMap(({ properties = {} }) =>
    Object.entries(properties).map(([name, one]) => {
      const known = one.type ?? one.anyOf ?? one.enum ?? one.const
      return [name, known === undefined ? (read.properties?.[name] ?? one) : one] as const
    }),
  )
  const required = shape.anyOf ? [] : (shape.required ?? [])
  return { type: 'object', properties: Object.fromEntries(fields), required }
}

const LONGEST = 300
/** fast-check knows none; the schema itself rejects what they would have. */
const LOOKAHEADS = /\(\?[!=](?:\[[^\]]*\]|[^()])*\)/g
const FORMATS: Record<string, fc.Arbitrary<unknown>> = {
  uuid: fc.uuid(),
  email: fc.uuid().map((id) => `${id}@example.test`),
  'date-time': fc
    .date({ min: new Date('1990-01-01'), max: new Date('2090-01-01'), noInvalidDate: true })
    .map((date) => date.toISOString()),
  uri: fc.webUrl(),
}

function textOf({ format = '', pattern, minLength = 0, maxLength = LONGEST }: Shape): fc.Arbitrary<unknown> {
  const known = FORMATS[format]
  if (known) return known
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern.replace(LOOKAHEADS, '')), { size: 'small' })
  const longest = Math.min(maxLength, LONGEST)
  return fc.oneof(
    fc.string({ minLength, maxLength: longest, unit: 'grapheme' }).map((text) => text.slice(0, maxLength)),
    fc.string({ minLength, maxLength: longest, unit: 'grapheme-ascii' }),
    // Rarely, for it is slow: the longest that it may be.
    fc
      .integer({ min: 0, max: 30 })
      .map((rare) => 'x'.repeat(rare === 0 ? Math.min(maxLength, 100_000) : Math.min(maxLength, LONGEST))),
    fc.constant('é'.repeat(Math.max(minLength, 1))),
  )
}

/** Values of this shape; a few of them break a rule that JSON Schema cannot say. */
function valueOf(shape: Shape): fc.Arbitrary<unknown> {
  if (shape.const !== undefined) return fc.constant(shape.const)
  if (shape.enum) return fc.constantFrom(...shape.enum)
  if (shape.anyOf) return fc.oneof(...shape.anyOf.map(valueOf))
  const { minimum = -1_000_000, maximum = 1_000_000 } = shape
  switch (shape.type) {
    case 'object':
      return fieldsOf(shape)
    case 'array':
      return fc.array(valueOf(shape.items ?? {}), { maxLength: Math.min(shape.maxItems ?? 5, 5) })
    case 'string':
      return textOf(shape)
    case 'integer':
      return fc.integer({ min: Math.max(minimum, -1_000_000), max: Math.min(maximum, 1_000_000) })
    case 'number':
      return fc.integer({ min: Math.ceil(minimum), max: Math.floor(maximum) })
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    default:
      return fc.string()
  }
}

function fieldsOf({ properties = {}, required = [] }: Shape): fc.Arbitrary<Fields> {
  const values = Object.fromEntries(Object.entries(properties).map(([name, shape]) => [name, valueOf(shape)]))
  return fc.record(values, { requiredKeys: required.filter((name) => name in values) })
}

const asSent = <Value>(value: Value): Value => JSON.parse(JSON.stringify(value)) as Value

const REJECTED_MAX = 100_000

/** Keeps what passes, and says so when nothing does, instead of trying for ever. */
function kept<Value>(values: fc.Arbitrary<Value>, passes: (value: Value) => boolean): fc.Arbitrary<Value> {
  let rejected = 0
  return values.filter((value) => {
    rejected = passes(value) ? 0 : rejected + 1
    if (rejected > REJECTED_MAX) throw new Error('Nothing that is made from this schema serves: teach arbitraries.ts.')
    return rejected === 0
  })
}

/** Fields that the schema takes. */
export const accepted = (schema: z.ZodType): fc.Arbitrary<Fields> =>
  kept(fieldsOf(shapeOf(schema)).map(asSent), (fields) => schema.safeParse(fields).success)

/** Stored anywhere, it shows that a field nobody asked for was kept. */
export const STRANGER = 'kept-from-a-field-that-nobody-asked-for'

const nested = (depth: number): unknown => Array.from({ length: depth }).reduce<unknown>((inner) => [inner], 'x')
const JUNK: fc.Arbitrary<unknown> = fc.oneof(
  fc.constantFrom<unknown>(
    null,
    '',
    true,
    0,
    -1,
    1.5,
    1e308,
    [],
    {},
    [[]],
    '\u0000',
    'a\ud800',
    'not-a-uuid',
    STRANGER,
  ),
  fc.constantFrom<unknown>(
    'x'.repeat(5_000),
    Number.MAX_SAFE_INTEGER,
    nested(50),
    { $ne: null },
    ['x', 'y'],
    '9'.repeat(400),
  ),
  fc.jsonValue({ maxDepth: 3 }),
  fc.string({ unit: 'binary' }),
)
const NAMES = [
  'id',
  'role',
  'isAdmin',
  'admin',
  'userId',
  'authorId',
  'ownerId',
  'version',
  'createdAt',
  'emailVerified',
]

/** Fields that the schema refuses: one thing of a good set made wrong, or none of it right. */
export function refused(schema: z.ZodType, { whole = true } = {}): fc.Arbitrary<unknown> {
  const { properties = {}, required = [] } = shapeOf(schema)
  const names = Object.keys(properties)
  const good = accepted(schema)
  const stranger = fc
    .tuple(good, fc.constantFrom(...NAMES, '__proto__', 'constructor'))
    .map(
      ([fields, name]) =>
        JSON.parse(
          JSON.stringify(fields).replace(
            /^\{/,
            `{${JSON.stringify(name)}:${JSON.stringify(STRANGER)}${Object.keys(fields).length > 0 ? ',' : ''}`,
          ),
        ) as unknown,
    )
  const wrong =
    names.length === 0
      ? []
      : [fc.tuple(good, fc.constantFrom(...names), JUNK).map(([fields, name, junk]) => ({ ...fields, [name]: junk }))]
  const missing =
    required.length === 0
      ? []
      : [
          fc
            .tuple(good, fc.constantFrom(...required))
            .map(([fields, name]) => Object.fromEntries(Object.entries(fields).filter(([key]) => key !== name))),
        ]
  const nothing = whole ? [JUNK] : []
  return kept(
    fc.oneof(stranger, ...wrong, ...wrong, ...missing, ...nothing),
    (value) => !schema.safeParse(value).success,
  )
}

/** The names of the fields that hold free text. */
export const textFields = (schema: z.ZodType): string[] =>
  Object.entries(shapeOf(schema).properties ?? {}).flatMap(([name, { type, anyOf }]) =>
    type === 'string' || anyOf?.some((option) => option.type === 'string') ? [name] : [],
  )

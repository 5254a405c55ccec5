import { formatNumber } from '@/lib/format'
import { resolve, type JsonSchema, type Schemas } from '@/lib/openapi-schemas'
import { Label, Words } from './words'

export type Field = { name: string; required: boolean; schema: JsonSchema; description?: string | undefined }

export function Fields({ title, fields, named }: { title: string; fields: readonly Field[]; named: Schemas }) {
  if (fields.length === 0) return null
  return (
    <>
      <Label>{title}</Label>
      <dl>
        {fields.map(({ name, required, schema, description }) => (
          <div key={name} className="grid gap-x-4 gap-y-0.5 border-t py-2 sm:grid-cols-[9rem_minmax(0,1fr)]">
            <dt className="font-mono text-sm break-words">{name}</dt>
            <dd className="min-w-0 text-muted-foreground">
              <span className="text-foreground">{typeInWords(schema, named)}</span>
              {required ? ', required' : ''}
              {boundsInWords(schema, named).map((bound) => (
                <span key={bound}>
                  , <Words>{bound}</Words>
                </span>
              ))}
              {description ? (
                <span className="block">
                  <Words>{description}</Words>
                </span>
              ) : null}
            </dd>
          </div>
        ))}
      </dl>
    </>
  )
}

const FORMATS: Record<string, string> = { uuid: 'id', 'date-time': 'instant', email: 'e-mail address', date: 'day' }
const TYPES: Record<string, string> = {
  integer: 'whole number',
  boolean: 'true or false',
  string: 'text',
  object: 'object',
}

function typeInWords(given: JsonSchema, named: Schemas): string {
  const schema = resolve(given, named)
  if (schema.const !== undefined) return JSON.stringify(schema.const)
  if (schema.enum) return schema.enum.map((value) => JSON.stringify(value)).join(' or ')
  if (schema.anyOf) return schema.anyOf.map((part) => typeInWords(part, named)).join(' or ')
  if (schema.type === 'array') return `list of ${typeInWords(schema.items ?? {}, named)}`
  return FORMATS[schema.format ?? ''] ?? TYPES[schema.type ?? ''] ?? schema.type ?? 'anything'
}

function boundsInWords(given: JsonSchema, named: Schemas): string[] {
  const { minLength, maxLength, minimum, maximum, minItems, maxItems, pattern, ...rest } = resolve(given, named)
  const range = (from: number | undefined, to: number | undefined, what: string) => {
    if (from !== undefined && to !== undefined) return [`${from} to ${formatNumber(to)}${what}`]
    if (to !== undefined) return [`at most ${formatNumber(to)}${what}`]
    return from === undefined ? [] : [`at least ${from}${what}`]
  }
  return [
    ...range(minLength, maxLength, ' characters'),
    ...range(minimum, maximum, ''),
    ...range(minItems, maxItems, ' entries'),
    ...(pattern ? [`matching \`${pattern}\``] : []),
    ...(rest.default === undefined ? [] : [`else \`${JSON.stringify(rest.default)}\``]),
  ]
}

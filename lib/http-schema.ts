// Shapes that every noun of the API shares. Pure zod: safe in the browser and on the server.
import '@/lib/zod-jitless'
import * as z from 'zod'

/** Text that Postgres can store and a reader can see: no NUL, no lone surrogate. */
export const text = (max: number, tooLong = `Use at most ${max} characters`) =>
  z
    .string()
    .max(max, tooLong)
    .refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'Contains characters that cannot be stored')

export const id = z.uuid()

/** A whole number of a query: plain decimal digits, so that `1e2`, ` 5` and `0x10` are refused rather than guessed at. */
export const wholeNumber = (min: number, max: number) =>
  z.preprocess(
    (value) => (typeof value === 'string' && /^\d{1,15}$/.test(value) ? Number(value) : value),
    z.int('Give a whole number').min(min).max(max),
  )

/** An instant of a body, within years that every database and every calendar agrees on. */
export const instant = z.iso
  .datetime({ offset: true, error: 'Give an instant like 2026-01-31T12:00:00Z' })
  .refine((value) => value.slice(0, 4) >= '1970' && value.slice(0, 4) <= '2200', 'Give a year from 1970 to 2200')

export const limitParam = wholeNumber(1, 100).default(20)
export const cursorParam = z.string().min(1).max(512).optional()

/** One bounded page of a list; `nextCursor` is opaque and null on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), page: z.object({ nextCursor: z.string().nullable() }) })

const KINDS: Record<string, string> = {
  string: 'Give text',
  number: 'Give a number',
  int: 'Give a whole number',
  boolean: 'Give true or false',
  array: 'Give a list',
  object: 'Give an object',
  null: 'Give null',
}
const FORMS: Record<string, string> = {
  uuid: 'Give an id as the API writes them',
  email: 'Give a full e-mail address',
  url: 'Give a full address that starts with https://',
  datetime: 'Give an instant like 2026-01-31T12:00:00Z',
  date: 'Give a day like 2026-01-31',
}
const counted = (count: number | bigint, origin: string) =>
  origin === 'string' ? `${count} characters` : origin === 'array' ? `${count} entries` : String(count)

/** What an issue of zod means, in our words; a schema's own sentence goes before. */
export const plainSentence: z.core.$ZodErrorMap = (issue) => {
  switch (issue.code) {
    case 'invalid_type':
      return issue.input === undefined ? 'This is needed' : (KINDS[issue.expected] ?? 'This is not right')
    case 'too_small':
      return `Give at least ${counted(issue.minimum, issue.origin)}`
    case 'too_big':
      return `Give at most ${counted(issue.maximum, issue.origin)}`
    case 'invalid_format':
      return FORMS[issue.format] ?? 'This does not have the right form'
    case 'invalid_value':
      return `Give ${issue.values.length > 1 ? 'one of ' : ''}${issue.values.map(String).join(', ')}`
    default:
      return 'This is not right'
  }
}

/** RFC 9457, with the request id and, for 422, the path of every wrong field. */
export const problemSchema = z
  .object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string(),
    instance: z.string(),
    requestId: z.string(),
    errors: z.array(z.object({ path: z.string(), message: z.string() })).optional(),
  })
  .meta({ id: 'Problem' })
export type Problem = z.infer<typeof problemSchema>

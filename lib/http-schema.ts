// Shapes that every noun of the API shares. Pure zod: safe in the browser and on the server.
import * as z from 'zod'

/** Text that Postgres can store and a reader can see: no NUL, no lone surrogate. */
export const text = (max: number, tooLong = `Use at most ${max} characters`) =>
  z
    .string()
    .max(max, tooLong)
    .refine((value) => !value.includes('\u0000') && value.isWellFormed(), 'Contains characters that cannot be stored')

export const id = z.uuid()

export const limitParam = z.coerce.number().int().min(1).max(100).default(20)
export const cursorParam = z.string().min(1).max(512).optional()

/** One bounded page of a list; `nextCursor` is opaque and null on the last page. */
export const pageOf = <Item extends z.ZodType>(item: Item) =>
  z.object({ data: z.array(item), page: z.object({ nextCursor: z.string().nullable() }) })

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

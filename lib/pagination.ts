import 'server-only'
// Keyset cursors: a page costs the same at any depth. The cursor is opaque, signed and bound to one list.
import { createHmac, timingSafeEqual } from 'node:crypto'
import * as z from 'zod'
import { env } from '@/lib/env'
import { AppError } from '@/lib/errors'

const position = z.tuple([z.iso.datetime(), z.uuid()])

/** The last row of a page: its sort instant and its id. Columns it compares with are `timestamptz(3)`, as precise as a Date. */
export type Position = { at: Date; id: string }

const sign = (list: string, payload: string) =>
  createHmac('sha256', env().AUTH_SECRET).update(`cursor:${list}:${payload}`).digest('base64url').slice(0, 22)

export function encodeCursor(list: string, { at, id }: Position): string {
  const payload = Buffer.from(JSON.stringify([at.toISOString(), id])).toString('base64url')
  return `${payload}.${sign(list, payload)}`
}

/** Throws 400 for a cursor that this list did not make. */
export function decodeCursor(list: string, cursor: string): Position {
  const [payload = '', signature = '', ...more] = cursor.split('.')
  const expected = Buffer.from(sign(list, payload))
  const given = Buffer.from(signature)
  if (more.length === 0 && expected.length === given.length && timingSafeEqual(expected, given)) {
    const [at, id] = position.parse(JSON.parse(Buffer.from(payload, 'base64url').toString()))
    return { at: new Date(at), id }
  }
  throw new AppError('bad-request', 'This cursor does not belong to this list. Start from the first page.')
}

/** The position of a cursor that may not have been given. Throws 400 for one that this list did not make. */
export const positionIn = (list: string, cursor: string | undefined): Position | undefined =>
  cursor === undefined ? undefined : decodeCursor(list, cursor)

/** Rows after a position in an order by (instant desc, id desc); the first bound is what the index walks by. */
export const afterPosition = (column: string, { at, id }: Position): { AND: object[] } => ({
  AND: [{ [column]: { lte: at } }, { OR: [{ [column]: { lt: at } }, { id: { lt: id } }] }],
})

/** Cuts `limit + 1` rows into a page: the extra row only tells that there is a next one. */
export function toPage<Row>(list: string, rows: readonly Row[], limit: number, positionOf: (row: Row) => Position) {
  const data = rows.slice(0, limit)
  const last = data.at(-1)
  return { data, page: { nextCursor: rows.length > limit && last ? encodeCursor(list, positionOf(last)) : null } }
}

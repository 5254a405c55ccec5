// Turns a row of the matrix into a request.
import type { Operation } from '@/lib/operation'
import type { Sending } from '../support/send'
import type { ActorName } from '../support/scene'
import { operations } from '@/app/api/openapi.json/operations'
import { rows, type Asked, type Row } from './access-matrix'

export function operationOf({ operation }: Row): Operation {
  const found = operations.find(({ id }) => id === operation)
  if (!found) throw new Error(`The matrix has a row for ${operation}, which is no operation.`)
  return found
}

export function pathOf({ path }: Pick<Operation, 'path'>, { params = {}, query = {} }: Asked): string {
  const filled = path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(params[name] ?? ''))
  const search = new URLSearchParams(query).toString()
  return search === '' ? filled : `${filled}?${search}`
}

/** What `send` takes; a body that is no text is sent as JSON. */
export const sendingOf = ({ method }: Pick<Operation, 'method'>, { body, bytes, headers }: Asked): Sending => ({
  method,
  ...(body === undefined && bytes === undefined ? {} : { body: bytes ?? body }),
  ...(headers === undefined ? {} : { headers }),
})

const LIKELY: ActorName[] = ['owner', 'admin', 'anonymous']

/** The row that shows an operation at its best, and an actor who gets furthest; whether it succeeds is in the row. */
export function successOf(operation: Operation): { row: Row; actor: ActorName; succeeds: boolean } {
  const row = rows.find((candidate) => candidate.operation === operation.id)
  if (!row) throw new Error(`The matrix has no row for ${operation.id}.`)
  const actor = LIKELY.find((name) => row.cells[name] < 300)
  return { row, actor: actor ?? 'owner', succeeds: actor !== undefined }
}

export const nameOf = ({ operation, about }: Row): string => (about ? `${operation}, ${about}` : operation)

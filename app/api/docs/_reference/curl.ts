import type { ApiDocument, Described } from '@/lib/openapi'
import { exampleOf } from '@/lib/openapi-schemas'
import type { Operation } from '@/lib/operation'

const CREDENTIALS: Partial<Record<Operation['access'], string>> = {
  read: '-H "Authorization: Bearer $KEY"',
  write: '-H "Authorization: Bearer $KEY"',
}
const COOKIES = '--cookie cookies.txt'

/** A request that can be pasted where APP, KEY and cookies.txt stand for what the guide says. */
export function curlOf(
  operation: Operation,
  { parameters, requestBody }: Described,
  { components }: ApiDocument,
): string {
  const { access, example, idempotent, isPublic, method, path, upload } = operation
  const query = new URLSearchParams(example?.query).toString()
  const address = parameters.reduce(
    (filled, one) =>
      'in' in one && one.in === 'path'
        ? filled.replace(`{${one.name}}`, String(exampleOf(one.schema, components.schemas, one.name)))
        : filled,
    path as string,
  )
  const json = requestBody?.content['application/json']
  const body = json && JSON.stringify(json.example, null, 2)
  const isOpen = access === 'public' || access === 'optional' || isPublic
  return [
    `curl ${method === 'GET' ? '' : `-X ${method} `}"$APP${address}${query ? `?${query}` : ''}"`,
    ...(isOpen ? [] : [CREDENTIALS[access] ?? COOKIES]),
    ...(idempotent ? ['-H "Idempotency-Key: $(uuidgen)"'] : []),
    ...(upload ? [`-H 'Content-Type: ${upload[0]}'`, '--data-binary @FILE'] : []),
    ...(body ? ["-H 'Content-Type: application/json'", `-d '${body.replaceAll("'", "'\\''")}'`] : []),
  ].join(' \\\n  ')
}

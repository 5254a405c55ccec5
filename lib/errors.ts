// Every failure that a caller can expect: one code, one HTTP status, one sentence in public. Anything else is a surprise.

const TABLE = {
  'bad-request': [400, 'The request could not be read'],
  unauthenticated: [401, 'Sign in first'],
  forbidden: [403, 'You may not do this'],
  'sign-in-again': [403, 'Sign in again to do this'],
  'cross-site': [403, 'This request came from another site'],
  'not-found': [404, 'There is nothing here'],
  'method-not-allowed': [405, 'This address does not take that method'],
  conflict: [409, 'This does not fit what is stored'],
  'idempotency-running': [409, 'This request is being answered already'],
  gone: [410, 'This link was used or has expired'],
  'precondition-failed': [412, 'It was changed in the meantime'],
  'too-large': [413, 'The request is too large'],
  'unsupported-media-type': [415, 'The body is of a type that this address does not take'],
  invalid: [422, 'Some fields are not right'],
  'idempotency-key-reused': [422, 'This Idempotency-Key belongs to another request'],
  'too-many-requests': [429, 'Too many requests'],
  internal: [500, 'Something went wrong on our side'],
  unavailable: [503, 'This is not available right now'],
} as const satisfies Record<string, readonly [status: number, title: string]>

export type ErrorCode = keyof typeof TABLE
export const ERROR_CODES = Object.keys(TABLE) as ErrorCode[]
export type FieldError = { path: string; message: string }

type Options = { fields?: FieldError[]; headers?: Record<string, string>; cause?: unknown }

/** An expected failure. `detail` is public: it says what is wrong and how to mend it. */
export class AppError extends Error {
  readonly status: number
  readonly title: string
  readonly fields: FieldError[] | undefined
  readonly headers: Record<string, string>

  constructor(
    readonly code: ErrorCode,
    detail?: string,
    { fields, headers = {}, cause }: Options = {},
  ) {
    const [status, title] = TABLE[code]
    super(detail ?? title, cause === undefined ? undefined : { cause })
    this.name = 'AppError'
    this.status = status
    this.title = title
    this.fields = fields
    this.headers = headers
  }
}

/** RFC 9457. `type` leads to the code's row in the documentation. */
export function toProblem(error: AppError, requestId: string, instance: string) {
  return {
    type: `/api/docs#${error.code}`,
    title: error.title,
    status: error.status,
    detail: error.message,
    instance,
    requestId,
    ...(error.fields ? { errors: error.fields } : {}),
  }
}

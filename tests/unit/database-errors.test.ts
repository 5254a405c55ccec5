import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { isDatabaseUnavailable } from '@/lib/db'

const fromServer = (message: string, code: string) =>
  Object.assign(new pg.DatabaseError(message, message.length, 'error'), { code })

describe('a database that is away, in the words of the driver', () => {
  it.each([
    ['a pooler that lost its server', fromServer('server closed the connection unexpectedly', '08P01')],
    ['a pooler in which it waited too long', fromServer('query_wait_timeout', '08P01')],
    ['a connection that broke before', new Error('Client has encountered a connection error and is not queryable')],
    ['a server that is frozen', new Error('Query read timeout')],
  ])('is %s', (_, error) => expect(isDatabaseUnavailable(error)).toBe(true))

  it.each([
    ['an answer that a text is no number', fromServer('invalid input syntax for type integer', '22P02')],
    ['a mistake of ours', new TypeError('a session timeout is not a function')],
  ])('is not %s', (_, error) => expect(isDatabaseUnavailable(error)).toBe(false))
})

import { describe, expect, it } from 'vitest'
import { submission, type ApiResult } from '@/lib/api-client/client'

const problem = (status: number, code: string): ApiResult<string> => ({
  ok: false,
  problem: { type: `/api/docs#${code}`, title: '', status, detail: '', instance: '', requestId: '' },
})
const made: ApiResult<string> = { ok: true, data: 'made', status: 201 }

/** A form that keeps the keys it sent; the answers come in this order. */
function form(...answers: ApiResult<string>[]) {
  const once = submission()
  const keys: string[] = []
  const press = (input: unknown) =>
    once(input, async (_input, headers) => {
      keys.push(headers['Idempotency-Key'])
      return answers[keys.length - 1] ?? made
    })
  return { keys, press }
}

describe('a form that is sent', () => {
  it('carries one key through a double click', async () => {
    const { keys, press } = form()
    await Promise.all([press({ title: 'Stone' }), press({ title: 'Stone' })])
    expect(keys).toHaveLength(2)
    expect(keys[0]).toBe(keys[1])
  })

  it.each([
    ['there was no answer', problem(0, 'offline')],
    ['the server failed', problem(503, 'unavailable')],
    ['the first is still under way', problem(409, 'idempotency-running')],
  ])('keeps its key for a retry when %s', async (_what, first) => {
    const { keys, press } = form(first)
    await press({ title: 'Stone' })
    await press({ title: 'Stone' })
    expect(keys[0]).toBe(keys[1])
  })

  it.each([
    ['it was made', made],
    ['it was refused', problem(409, 'conflict')],
  ])('has a new key after %s', async (_what, first) => {
    const { keys, press } = form(first)
    await press({ title: 'Stone' })
    await press({ title: 'Stone' })
    expect(keys[0]).not.toBe(keys[1])
  })

  it('has a new key for other input', async () => {
    const { keys, press } = form(problem(0, 'offline'))
    await press({ title: 'Stone' })
    await press({ title: 'Lichen' })
    expect(keys[0]).not.toBe(keys[1])
    expect(keys[0]).toMatch(/^[\x21-\x7e]{1,255}$/)
  })
})

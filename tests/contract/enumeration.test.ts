// Whether an address has an account: neither the answer nor its time tells.
import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { jsonOf, openContract, type Contract } from '../support/contract'
import { ms, show } from '../support/figures'
import { newPerson } from '../support/scene'
import type { Answer } from '../support/send'

const SAMPLES = 30
const ROUNDS = 3
const REST_MS = 40
const RATIO_MAX = 1.1
const DIFFERENCE_MAX_MS = 20
/** Below this the clock of a busy machine says nothing. */
const NOISE_MS = 2

let contract: Contract
beforeAll(async () => {
  contract = await openContract('enumeration', {
    RATE_LIMIT_AUTH: '20/60s',
    RATE_LIMIT_PASSWORD: '5/600s',
    RATE_LIMIT_MAIL: '3/3600s',
  })
})
afterAll(() => contract?.stop())

const PATHS: Record<string, (email: string) => { path: string; body: unknown }> = {
  'sign-in': (email) => ({ path: '/api/auth/sign-in/email', body: { email, password: 'not the password' } }),
  'sign-up': (email) => ({ path: '/api/v1/sign-up', body: { email } }),
  'forgot password': (email) => ({ path: '/api/auth/request-password-reset', body: { email } }),
}

let next = 0
const ask = (name: string, email: string): Promise<Answer> => {
  const { path, body } = PATHS[name]?.(email) ?? { path: '/', body: {} }
  return contract.ask(path, { method: 'POST', body, address: `10.9.${(next += 1) >> 8}.${next & 255}` })
}
const said = ({ status, text, headers }: Answer) => {
  const body = (jsonOf({ text } as Answer) ?? {}) as Record<string, unknown>
  return JSON.stringify({ status, body: { ...body, requestId: '' }, cookies: headers['set-cookie'] ?? null })
}
const median = (values: number[]) => values.toSorted((one, other) => one - other)[Math.floor(values.length / 2)] ?? 0

type Answers = { known: Answer[]; unknown: Answer[] }
const medians = ({ known, unknown }: Answers) =>
  [median(known.map((answer) => answer.ms)), median(unknown.map((answer) => answer.ms))] as const

function areAlike(answers: Answers): boolean {
  const [known, unknown] = medians(answers)
  const difference = Math.abs(known - unknown)
  const close = difference <= NOISE_MS || Math.max(known, unknown) / Math.min(known, unknown) <= RATIO_MAX
  return answers.known.length >= SAMPLES && difference <= DIFFERENCE_MAX_MS && close
}

/** Asks in turns, each first as often as the other, and leaves the mail of one answer the time to leave before the next. */
async function sample(name: string, answers: Answers, count: number): Promise<void> {
  for (let index = 0; index < count; index += 1) {
    const { email } = await newPerson()
    const turns = [
      { list: answers.known, address: email },
      { list: answers.unknown, address: `${randomUUID()}@example.test` },
    ]
    for (const { list, address } of index % 2 === 0 ? turns : turns.toReversed()) {
      list.push(await ask(name, address))
      await pause(REST_MS)
    }
  }
}

describe('R-16 account enumeration', () => {
  test.each(Object.keys(PATHS))('%s answers a known and an unknown address alike, and as fast', async (name) => {
    const answers: Answers = { known: [], unknown: [] }
    await sample(name, answers, 5)
    answers.known.splice(0)
    answers.unknown.splice(0)
    // A difference that is one stays when it is looked at longer; what the machine did meanwhile does not.
    for (let round = 0; round < ROUNDS && !areAlike(answers); round += 1) await sample(name, answers, SAMPLES)
    const [known, unknown] = medians(answers)
    show(`R-16 ${name}`, { samples: answers.known.length, known: ms(known), unknown: ms(unknown) })
    expect(new Set([...answers.known, ...answers.unknown].map(said)).size).toBe(1)
    expect(areAlike(answers)).toBe(true)
  })

  test('asking again is no different from asking', async () => {
    const { email } = await newPerson()
    for (const name of ['sign-up', 'forgot password']) {
      const answers: string[] = []
      for (const each of [email, email, `${randomUUID()}@example.test`]) answers.push(said(await ask(name, each)))
      expect(new Set(answers).size).toBe(1)
    }
  })
})

// Each operation is sent what its schemas take, what they refuse, and hostile text; nothing may break, leak or be slow.
import { randomInt } from 'node:crypto'
import fc from 'fast-check'
import { afterAll, beforeAll, beforeEach, describe, expect, test } from 'vitest'
import { problemSchema } from '@/lib/http-schema'
import type { Operation } from '@/lib/operation'
import { accepted, refused, STRANGER, textFields, type Fields } from '../support/arbitraries'
import { inParallel, jsonOf, openContract, type Contract } from '../support/contract'
import { ms, show } from '../support/figures'
import { emptyTables, tablesWith } from '../support/fingerprint'
import { NAUGHTY } from '../support/naughty'
import { arrive, newScene, type Scene } from '../support/scene'
import type { Answer } from '../support/send'
import type { Asked } from './access-matrix'
import { pathOf, sendingOf, successOf } from './asking'
import { operations } from '@/app/api/openapi.json/operations'

const FIXED_SEED = 20261126
const SEED = Number(process.env.FUZZ_SEED) || randomInt(2 ** 31)
const NEGATIVE = 500
const POSITIVE = 200
const WIDTH = 12
/** Pictures are prepared one at a time, and few may wait. */
const UPLOAD_WIDTH = 2
const WARM_UP = 200
const SLOW_MS = 2_000
const LEAKS = /Prisma|\bat \/|node_modules|\bSELECT\b.+\bFROM\b|\bINSERT INTO\b|SQLSTATE|\bviolates\b/

let contract: Contract
beforeAll(async () => {
  contract = await openContract('fuzz')
  // A process that has just started connects and compiles on its first requests: what is slow then says nothing.
  const asked = Array.from({ length: WARM_UP }, (_, index) => `/api/v1/posts?q=${index}`)
  await inParallel(asked, WIDTH, (path) => contract.ask(path))
})
afterAll(() => contract?.stop())
beforeEach(emptyTables)

const figures = { operations: operations.length, negative: 0, positive: 0, 'hostile texts': 0, faults: 0, worst: 0 }

/** Half of the cases are the same in every run, half are new ones. */
const sample = <Value>(values: fc.Arbitrary<Value>, count: number): Value[] => [
  ...fc.sample(values, { numRuns: count / 2, seed: FIXED_SEED }),
  ...fc.sample(values, { numRuns: count / 2, seed: SEED }),
]

/** What is wrong with any answer, whatever was asked. */
function faultsOf({ status, ms: took, headers, text }: Answer): string[] {
  const faults: string[] = []
  figures.worst = Math.max(figures.worst, took)
  if (status <= 0 || status >= 500) faults.push('a server error')
  if (took > SLOW_MS) faults.push(`took ${ms(took)}`)
  if (status < 400) return faults
  if (!/^application\/problem\+json/.test(headers['content-type'] ?? '')) faults.push('not problem+json')
  const problem = problemSchema.safeParse(jsonOf({ text } as Answer))
  if (!problem.success) faults.push('not a problem')
  else if (problem.data.status !== status || problem.data.requestId !== headers['x-request-id'])
    faults.push('another status or request id inside')
  if (LEAKS.test(text)) faults.push('tells what it is made of')
  return faults
}

type Case = { asked: Asked; verdict: (answer: Answer) => string[] }

type Options = { fresh?: true | undefined }

/** Sends all cases as the actor who may, and says which went wrong. Workers keep their scenes unless each case needs a fresh one. */
async function run(
  operation: Operation,
  makers: ((asked: Asked) => Case)[],
  { fresh }: Options = {},
): Promise<string[]> {
  const { row, actor } = successOf(operation)
  const idle: { scene: Scene; as: Awaited<ReturnType<typeof arrive>> }[] = []
  const found = await inParallel(makers, operation.upload ? UPLOAD_WIDTH : WIDTH, async (make) => {
    const mine = (fresh ? undefined : idle.pop()) ?? (await enter())
    const { asked, verdict } = make((await row.ask?.(mine.scene)) ?? {})
    const answer = await contract.ask(pathOf(operation, asked), { as: mine.as, ...sendingOf(operation, asked) })
    idle.push(mine)
    const faults = [...faultsOf(answer), ...verdict(answer)]
    figures.faults += faults.length
    return faults.length === 0
      ? []
      : [
          `${faults.join(', ')}: ${answer.status} ${answer.text.slice(0, 300)} to ${JSON.stringify(asked).slice(0, 600)}`,
        ]
  })
  return found.flat()

  async function enter() {
    const scene = await newScene()
    return { scene, as: await arrive(actor, scene) }
  }
}

/** Fields as an address carries them, where half of a surrogate pair is the replacement character. */
const texts = (fields: unknown): Record<string, string> =>
  Object.fromEntries(
    Object.entries((fields ?? {}) as Fields).map(([name, value]) => [
      name,
      (typeof value === 'string' ? value : JSON.stringify(value)).toWellFormed(),
    ]),
  )

const isRefused = ({ status }: Answer) =>
  status >= 400 && status < 500 && status !== 401 && status !== 403 ? [] : ['was not refused']

/** Cases that one of the operation's schemas refuses. */
function negatives({ params, query, body }: Operation): fc.Arbitrary<(asked: Asked) => Asked>[] {
  const made: fc.Arbitrary<(asked: Asked) => Asked>[] = []
  if (body) {
    made.push(refused(body).map((value) => (asked) => ({ ...asked, body: value as Fields })))
    const broken = fc.constantFrom(
      '{',
      '{"a":',
      '[1,]',
      'nope',
      '{"a":1}}',
      '\u0000',
      '{"a":"\\ud800',
      `{"a":${'['.repeat(999)}`,
    )
    made.push(broken.map((value) => (asked) => ({ ...asked, body: value as never })))
  }
  if (query)
    made.push(
      refused(query, { whole: false })
        .map(texts)
        // A program's own object has no such field, so the address is read as if it were not there.
        .filter((values) => !Object.hasOwn(values, '__proto__'))
        .filter((values) => !query.safeParse(values).success)
        .map((values) => (asked) => ({ ...asked, query: values })),
    )
  if (params)
    made.push(
      fc
        .oneof(
          fc.string({ unit: 'grapheme-ascii', minLength: 1 }),
          fc.constantFrom('..', 'null', '%00', '-1', 'a'.repeat(2_000), '\u0000'),
        )
        .filter((text) => !/^\.{0,2}$/.test(text))
        .map((text) => (asked) => ({
          ...asked,
          params: Object.fromEntries(Object.keys(asked.params ?? {}).map((name) => [name, text])),
        })),
    )
  return made
}

async function refusals(operation: Operation): Promise<string[]> {
  const kinds = negatives(operation)
  const cases = kinds.length === 0 ? [] : sample(fc.oneof(...kinds), NEGATIVE)
  figures.negative += cases.length
  return run(
    operation,
    cases.map((make) => (asked) => ({ asked: make(asked), verdict: isRefused })),
  )
}

/** A cursor comes from a page before and cannot be made up. */
const withoutCursor = ({ cursor: _, ...values }: Record<string, string>) => values

async function acceptances(operation: Operation): Promise<string[]> {
  const { body, query, response, status = 200 } = operation
  const { row, succeeds } = successOf(operation)
  // What needs a code of an authenticator or a provider's answer succeeds in the integration tests.
  if (!succeeds) return []
  const bodies = body ? sample(accepted(body), POSITIVE) : []
  const queries = query ? sample(accepted(query), POSITIVE).map(texts).map(withoutCursor) : []
  figures.positive += POSITIVE
  const verdict = (answer: Answer) => {
    if (answer.status !== status) return ['was not accepted']
    return response && !response.safeParse(jsonOf(answer)).success ? ['unlike its schema'] : []
  }
  return run(
    operation,
    Array.from({ length: POSITIVE }, (_, index) => (asked) => {
      const made = bodies[index]
      const own = made ? { body: row.fit ? row.fit(made, asked) : made } : {}
      return { asked: { ...asked, ...own, query: { ...queries[index], ...asked.query } }, verdict }
    }),
    { fresh: row.once },
  )
}

/** Whatever the answer is: it is one of ours. */
async function hostilities(operation: Operation): Promise<string[]> {
  const { body, query } = operation
  const inBody = (body ? textFields(body) : []).flatMap((name) =>
    NAUGHTY.map((text) => (asked: Asked) => ({ ...asked, body: { ...asked.body, [name]: text } })),
  )
  const inQuery = (query ? textFields(query) : []).flatMap((name) =>
    NAUGHTY.map((text) => (asked: Asked) => ({ ...asked, query: { ...asked.query, [name]: text.toWellFormed() } })),
  )
  figures['hostile texts'] += inBody.length + inQuery.length
  return run(
    operation,
    [...inBody, ...inQuery].map((make) => (asked) => ({ asked: make(asked), verdict: () => [] })),
    { fresh: successOf(operation).row.once },
  )
}

describe('R-04 schema fuzz', () => {
  test.each(operations.map((operation) => [operation.id, operation] as const))('%s', async (_, operation) => {
    const found = [...(await refusals(operation)), ...(await acceptances(operation)), ...(await hostilities(operation))]
    expect(found.slice(0, 5), `${found.length} faults, seeds ${FIXED_SEED} and ${SEED}`).toEqual([])
    expect(await tablesWith(STRANGER)).toEqual([])
  })

  test('and altogether nothing broke', () => {
    show('R-04 schema fuzz', { ...figures, worst: ms(figures.worst), seeds: `${FIXED_SEED} ${SEED}` })
    expect(figures.faults).toBe(0)
  })
})

// Fifty people sign in at the same moment: hashing takes its turns, so that everything else is answered meanwhile.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { openContract, type Contract } from '../support/contract'
import { judgeTime, p99, show, statuses } from '../support/figures'
import { emptyTables } from '../support/fingerprint'
import { newPerson, PASSWORD } from '../support/scene'
import type { Answer } from '../support/send'
import { residentMb } from '../support/sockets'

const PEOPLE = 50
const HEALTH_MS = 250
const GROWTH_MB = 200

let contract: Contract
beforeAll(async () => {
  contract = await openContract('passwords')
  await emptyTables()
})
afterAll(() => contract?.stop())

const signIn = (email: string) =>
  contract.ask('/api/auth/sign-in/email', { method: 'POST', body: { email, password: PASSWORD } })

/** Probes every 20 ms until told to stop. */
function probe() {
  const samples: Answer[] = []
  let on = true
  const running = (async () => {
    while (on) {
      samples.push(await contract.ask('/api/health/live'))
      await pause(20)
    }
  })()
  return async () => {
    on = false
    await running
    return samples
  }
}

describe('R-15 hash cost', () => {
  test('fifty sign-ins at once succeed, and health answers in time beside them', async () => {
    const people = []
    for (let index = 0; index < PEOPLE; index += 1) people.push(await newPerson())
    for (const { email } of people.slice(0, 3)) await signIn(email)
    const quiet = probe()
    await pause(1_000)
    const baseline = p99(await quiet())
    const before = residentMb(contract.app.pid)
    const beside = probe()
    const answers = await Promise.all(people.map(({ email }) => signIn(email)))
    const health = await beside()
    const grew = residentMb(contract.app.pid) - before
    show('R-15 fifty at once', {
      answered: statuses(answers),
      'health p99': judgeTime('health', p99(health), HEALTH_MS, baseline),
      'RSS grew': `${Math.round(grew)} MB`,
    })
    expect(answers.filter(({ status }) => status !== 200)).toEqual([])
    expect(health.filter(({ status }) => status !== 200)).toEqual([])
    expect(grew).toBeLessThan(GROWTH_MB)
  })
})

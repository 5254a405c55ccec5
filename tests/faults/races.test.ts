// Two who want the same thing, and a database that asks for another try: a clean answer, never a raw error.
import { readFileSync } from 'node:fs'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { newToken, tokenIdentifier } from '@/lib/auth/tokens'
import { ms, show, statuses } from '../support/figures'
import { send, type Answer } from '../support/send'
import { LOAD_LIMITS, openWorld, warmUp, type World } from '../support/world'

const REPETITIONS = 20
const RETRIES_MAX = 3

let world: World
beforeAll(async () => {
  world = await openWorld({ env: { ...LOAD_LIMITS, RATE_LIMIT_AUTH: '1000000/60s' }, people: 2 })
  await warmUp(world)
})
afterAll(() => world?.stop())

const asProblem = ({ status, headers }: Answer) => `${status} ${String(headers['content-type']).split(';')[0]}`
const write = (method: string, path: string, body: unknown, turn = 0, person = 0) =>
  send(`${world.apps[turn % 2]?.url}${path}`, { method, body, cookie: world.people[person]?.cookie })

/** Makes writes of posts fail with this SQLSTATE: the first `times`, counted where no rollback reaches. */
async function failWrites(state: string, times: number): Promise<void> {
  await world.postgres.sql(`
    drop trigger if exists fail_writes on posts;
    drop sequence if exists attempts;
    create sequence attempts;
    create or replace function fail_writes() returns trigger language plpgsql as $$
    declare attempt bigint := nextval('attempts');
    begin
      if attempt <= ${times} then raise exception 'attempt % fails', attempt using errcode = '${state}'; end if;
      return new;
    end $$;
    create trigger fail_writes before insert or update on posts for each row execute function fail_writes()`)
}

const attempts = async () =>
  (
    await world.postgres.sql<{ made: number }>(
      'select case when is_called then last_value else 0 end::int as made from attempts',
    )
  )[0]?.made ?? 0

/** The pauses between the attempts that the server's log tells of since `from` characters. */
function pausesInLog(from: number): number[] {
  const times = [
    ...readFileSync(world.postgres.log, 'utf8')
      .slice(from)
      .matchAll(/^(\S+ \S+) UTC \[\d+\] ERROR: +attempt/gm),
  ]
  const at = times.map(([, time = '']) => Date.parse(`${time.replace(' ', 'T')}Z`))
  return at.slice(1).map((time, index) => time - (at[index] ?? 0))
}

describe('R-21 races', () => {
  test('of fifty who want one address at once one gets it, twenty times of twenty', async () => {
    const outcomes = new Set<string>()
    for (let round = 0; round < REPETITIONS; round += 1) {
      const body = { title: 'The same', slug: `taken-${round}` }
      const answers = await Promise.all(
        Array.from({ length: 50 }, (_, turn) => write('POST', '/api/v1/posts', body, turn)),
      )
      outcomes.add(statuses([...answers].sort((one, other) => one.status - other.status)))
      expect(answers.filter(({ status }) => status >= 400).map(asProblem)).toEqual(
        Array(49).fill('409 application/problem+json'),
      )
    }
    const [row] = await world.postgres.sql<{ rows: number }>(
      `select count(*)::int as rows from posts where slug like 'taken-%'`,
    )
    expect(row?.rows).toBe(REPETITIONS)
    show('R-21 one address', {
      repetitions: REPETITIONS,
      'each time': [...outcomes].join(' or '),
      rows: row?.rows ?? 0,
    })
  })

  test('a link that is used twenty times at once makes one user, twenty times of twenty', async () => {
    const results: string[] = []
    for (let round = 0; round < REPETITIONS; round += 1) {
      const token = newToken()
      const email = `link-${round}@example.test`
      await insertToken(token, email)
      const body = { token, name: 'Lena Moss', password: 'a wide quiet valley 9' }
      const answers = await Promise.all(
        Array.from({ length: 20 }, (_, turn) => write('POST', '/api/v1/sign-up/complete', body, turn)),
      )
      const wins = answers.filter(({ status }) => status === 201).length
      results.push(String(wins))
      expect(answers.filter(({ status }) => ![201, 409, 410].includes(status)).map(asProblem)).toEqual([])
    }
    const [row] = await world.postgres.sql<{ users: number }>(
      `select count(*)::int as users from users where email like 'link-%'`,
    )
    show('R-21 one link', { repetitions: REPETITIONS, 'used with success': results.join(' '), users: row?.users ?? 0 })
    expect(results).toEqual(Array(REPETITIONS).fill('1'))
    expect(row?.users).toBe(REPETITIONS)
  })
})

async function insertToken(token: string, email: string): Promise<void> {
  await world.postgres.sql(
    `insert into verifications (id, identifier, value, expires_at) values (gen_random_uuid(), $1, $2, now() + interval '1 hour')`,
    [tokenIdentifier('sign-up', token), email],
  )
}

describe.each(['40P01', '40001'])('R-21 SQLSTATE %s', (state) => {
  const update = () => write('PATCH', `/api/v1/posts/${world.postIds[0]}`, { title: 'Changed' })
  const create = () => write('POST', '/api/v1/posts', { title: 'Created', slug: `created-${state.toLowerCase()}` })

  test.each([
    ['an update', update, 200],
    ['a creation', create, 201],
  ])('%s that fails twice is tried again and succeeds', async (what, act, status) => {
    await failWrites(state, 2)
    const answer = await act()
    show(`R-21 ${state} twice`, { [what]: answer.status, attempts: await attempts(), took: ms(answer.ms) })
    expect(answer.status).toBe(status)
    expect(await attempts()).toBe(3)
  })

  test.each([
    ['an update', update],
    ['a creation', create],
  ])('%s that always fails is tried three times more with growing pauses, then refused', async (what, act) => {
    await failWrites(state, 1_000_000)
    const from = readFileSync(world.postgres.log, 'utf8').length
    const answer = await act()
    const pauses = pausesInLog(from)
    show(`R-21 ${state} always`, {
      [what]: asProblem(answer),
      attempts: await attempts(),
      pauses: pauses.map(ms).join(', '),
    })
    expect([409, 503]).toContain(answer.status)
    expect(asProblem(answer)).toContain('problem+json')
    expect(await attempts()).toBe(1 + RETRIES_MAX)
    expect(pauses).toHaveLength(RETRIES_MAX)
    expect(pauses.at(-1)).toBeGreaterThan(pauses[0] ?? 0)
  })
})

// What a host without a process that runs on calls instead: once a day, with a secret.
import { beforeAll, beforeEach, expect, test } from 'vitest'
import { GET } from '@/app/api/cron/upkeep/route'
import { db, pool } from '@/lib/db'
import { emptyDatabase, sql } from '../support/database'
import { call, createPerson } from '../support/people'

const CRON_SECRET = 'a secret that only tests hold'
/** More than one batch. */
const EXPIRED = 1_201

beforeAll(() => {
  // Read at the first request, which none of the imports above is.
  Object.assign(process.env, { CRON_SECRET, VERCEL: '1' })
})
beforeEach(() => emptyDatabase())

const upkeep = (secret?: string) =>
  call(GET, 'GET', '/api/cron/upkeep', { headers: secret ? { authorization: `Bearer ${secret}` } : {} })

test('deletes everything that has expired, however much, and nothing else', async () => {
  const { userId } = await createPerson()
  await sql(
    `insert into sessions (id, token, user_id, expires_at, updated_at)
     select gen_random_uuid(), 'token-' || n, $1, now() - interval '1 minute', now() from generate_series(1, $2::int) n`,
    [userId, EXPIRED],
  )
  const first = await upkeep(CRON_SECRET)
  expect([first.status, await first.json()]).toEqual([200, { purged: EXPIRED }])
  const again = await upkeep(CRON_SECRET)
  expect(await again.json()).toEqual({ purged: 0 })
  expect(await db().session.count()).toBe(1)
})

test('is not there without the secret, nor with another', async () => {
  for (const secret of [undefined, '', 'another', `${CRON_SECRET}x`, CRON_SECRET.slice(1)])
    expect((await upkeep(secret)).status, secret).toBe(404)
})

test('on Vercel the pool is handed to the platform, which closes what is idle before a process sleeps', async () => {
  await expect.poll(() => pool().listenerCount('release')).toBeGreaterThan(0)
})

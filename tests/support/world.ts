// What a fault test stands on: a PostgreSQL, a Redis and two processes of the production build that share them, with people
// who are signed in and posts that are published. All on loopback, all started here and ended here.
import { randomUUID } from 'node:crypto'
import { hashPassword } from '@/lib/auth/password'
import { pause } from '../../scripts/lib/processes.mjs'
import { startApp, type AppUnderTest } from './app-under-test'
import { startPostgres, type PostgresUnderTest } from './postgres-under-test'
import { startRedis, type RedisUnderTest } from './redis-under-test'
import { startLoad } from './load'
import { send } from './send'

export const PASSWORD = 'granite and lichen 7'
const WARM_UP_MS = 4_000
const RAISED = '1000000/60s'
/** Raised, and never off; the limits for accounts stay as they are, since no load passes through them. */
export const LOAD_LIMITS = { RATE_LIMIT_ANONYMOUS: RAISED, RATE_LIMIT_USER: RAISED, RATE_LIMIT_WRITE: RAISED }

export type Person = { userId: string; email: string; cookie: string }
export type World = {
  postgres: PostgresUnderTest
  redis: RedisUnderTest
  a: AppUnderTest
  b: AppUnderTest
  apps: AppUnderTest[]
  people: Person[]
  postIds: string[]
  /** Starts another process on the same services. */
  addApp: (name: string, env?: Record<string, string>) => Promise<AppUnderTest>
  stop: () => Promise<void>
}

/** Verified users with a password, made in SQL: the app need not run for it. */
export async function createUsers(postgres: PostgresUnderTest, count: number) {
  const hash = await hashPassword(PASSWORD)
  const emails = Array.from({ length: count }, () => `${randomUUID()}@example.test`)
  const rows = await postgres.sql<{ id: string; email: string }>(
    `with made as (insert into users (id, name, email, email_verified)
       select gen_random_uuid(), 'Ines Rock', email, true from unnest($1::text[]) as email returning id, email),
     accounts_made as (insert into accounts (id, account_id, provider_id, user_id, password)
       select gen_random_uuid(), id::text, 'credential', id, $2 from made)
     select id, email from made`,
    [emails, hash],
  )
  return rows.map(({ id, email }) => ({ userId: id, email }))
}

/** What signing in answers, with the cookie that a browser would keep. */
export async function signIn(app: AppUnderTest, email: string, address: string) {
  const body = { email, password: PASSWORD }
  const { status, headers } = await send(`${app.url}/api/auth/sign-in/email`, { method: 'POST', body, address })
  return { status, cookie: headers['set-cookie']?.map((cookie) => cookie.split(';')[0]).join('; ') }
}

async function createPeople(app: AppUnderTest, postgres: PostgresUnderTest, count: number): Promise<Person[]> {
  const people: Person[] = []
  for (const [index, user] of (await createUsers(postgres, count)).entries()) {
    const { status, cookie } = await signIn(app, user.email, `198.51.100.${index + 1}`)
    if (cookie === undefined) throw new Error(`A test user cannot sign in: ${status}.`)
    people.push({ ...user, cookie })
  }
  return people
}

export async function publishPosts(postgres: PostgresUnderTest, authorId: string, count: number): Promise<string[]> {
  const rows = await postgres.sql<{ id: string }>(
    `insert into posts (id, author_id, slug, title, content, published, published_at)
     select gen_random_uuid(), $1::uuid, 'published-' || n, 'Published ' || n, 'Text', true, now() - n * interval '1 hour'
     from generate_series(1, $2::int) n returning id`,
    [authorId, count],
  )
  return rows.map(({ id }) => id)
}

type Options = { env?: Record<string, string>; timeZone?: string; people?: number; server?: string | undefined }

export async function openWorld({ env = {}, timeZone = 'UTC', people = 6, server }: Options = {}): Promise<World> {
  const undo: (() => Promise<unknown>)[] = []
  const stop = async () => {
    for (const end of undo.splice(0)) await end()
  }
  try {
    const postgres = await startPostgres({ timeZone })
    undo.unshift(postgres.stop)
    const redis = await startRedis()
    undo.unshift(redis.stop)
    const addApp = async (name: string, more: Record<string, string> = {}) => {
      const DATABASE_URL = `${postgres.url}?application_name=${encodeURIComponent(name)}`
      const services = { DATABASE_URL, REDIS_URL: redis.url, TRUSTED_PROXY: '1' }
      const app = await startApp(name, { ...services, ...env, ...more }, server === undefined ? {} : { server })
      undo.unshift(() => app.stop())
      return app
    }
    const a = await addApp('A')
    const b = await addApp('B')
    const persons = await createPeople(a, postgres, people)
    const postIds = await publishPosts(postgres, persons[0]?.userId ?? '', 10)
    return { postgres, redis, a, b, apps: [a, b], people: persons, postIds, addApp, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

/** Asks both processes for what the load asks, so that the first figures are not those of compiling and connecting. */
export async function warmUp(world: World): Promise<void> {
  const load = startLoad(world)
  await pause(WARM_UP_MS)
  await load.stop()
  for (const app of world.apps) {
    const cookie = world.people[0]?.cookie
    for (const path of ['/api/v1/posts?limit=20', ...world.postIds.map((id) => `/api/v1/posts/${id}`)])
      await send(`${app.url}${path}`)
    for (const path of ['/api/v1/posts?mine=true&limit=5', '/api/v1/me/stats?days=30'])
      await send(`${app.url}${path}`, { cookie })
  }
}

/** Waits until a whole burst fits into one window of a limit: at its edge a second allowance begins. */
export async function untilWindowHasRoom(windowMs: number, marginMs: number): Promise<void> {
  const left = windowMs - (Date.now() % windowMs)
  if (left < marginMs) await pause(left + 20)
}

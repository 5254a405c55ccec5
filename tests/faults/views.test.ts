// Counted reads wait a few seconds before they are written. What a stop in order, and an end without warning, make of them.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import type { AppUnderTest } from '../support/app-under-test'
import { show } from '../support/figures'
import { send } from '../support/send'
import { openWorld, type World } from '../support/world'

const READERS = 20
const WRITTEN_BY_MS = 8_000
/** Well before the next flush. */
const SOON_MS = 200

let world: World
beforeAll(async () => {
  world = await openWorld({ people: 1 })
})
afterAll(() => world?.stop())

let address = 0
async function read(app: AppUnderTest, postId: string, readers: number): Promise<void> {
  const path = `${app.url}/api/v1/posts/${postId}/views`
  for (let reader = 0; reader < readers; reader += 1) {
    address += 1
    const { status } = await send(path, { method: 'POST', body: {}, address: `203.0.113.${address}` })
    expect(status).toBe(204)
  }
}

async function written(postId: string): Promise<number> {
  const text = 'select coalesce(sum(views), 0)::int as views from post_daily_views where post_id = $1'
  return (await world.postgres.sql<{ views: number }>(text, [postId]))[0]?.views ?? 0
}

async function writtenSoon(postId: string, expected: number): Promise<number> {
  const until = performance.now() + WRITTEN_BY_MS
  while ((await written(postId)) < expected && performance.now() < until) await pause(100)
  return written(postId)
}

describe('counted reads', () => {
  test.each([
    ['with Redis', {}],
    ['in memory', { REDIS_URL: '' }],
  ])('a process that is told to stop writes them first, %s', async (name, env) => {
    const postId = world.postIds[name === 'in memory' ? 1 : 0] ?? ''
    const app = await world.addApp(`stopped ${name}`, env)
    await read(app, postId, READERS)
    await pause(SOON_MS)
    await app.stop('SIGTERM')
    show(`reads, SIGTERM ${name}`, { counted: READERS, written: await written(postId) })
    expect(await written(postId)).toBe(READERS)
  })

  test('of a process that is killed outright, Redis keeps them and the next that counts writes them, once', async () => {
    const postId = world.postIds[2] ?? ''
    const app = await world.addApp('killed with Redis')
    await read(app, postId, READERS)
    await app.stop('SIGKILL')
    await read(world.b, postId, 1)
    const views = await writtenSoon(postId, READERS + 1)
    show('reads, SIGKILL with Redis', { counted: READERS + 1, written: views })
    expect(views).toBe(READERS + 1)
  })

  test('without Redis a process that is killed outright loses the last seconds and nothing before them', async () => {
    const postId = world.postIds[3] ?? ''
    const app = await world.addApp('killed in memory', { REDIS_URL: '' })
    await read(app, postId, READERS)
    expect(await writtenSoon(postId, READERS)).toBe(READERS)
    await read(app, postId, READERS)
    await app.stop('SIGKILL')
    await pause(SOON_MS)
    show('reads, SIGKILL in memory', { counted: 2 * READERS, written: await written(postId) })
    expect(await written(postId)).toBeGreaterThanOrEqual(READERS)
    expect(await written(postId)).toBeLessThan(2 * READERS)
  })
})

// The database's zone, the process's zone and UTC all differ, and no instant and no day moves.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { pause } from '../../scripts/lib/processes.mjs'
import { show } from '../support/figures'
import { send, type Answer } from '../support/send'
import { LOAD_LIMITS, openWorld, type World } from '../support/world'

/** Around both changes of the clocks in New York, a leap day, and the hour that exists twice. */
const INSTANTS = [
  ...['2026-03-08T06:59:59.999Z', '2026-03-08T07:00:00.000Z', '2026-11-01T05:30:00.000Z', '2026-11-01T06:30:00.000Z'],
  ...['2024-02-29T23:59:59.001Z', '2025-12-31T18:29:59.999Z', '2025-12-31T18:30:00.000Z', '2026-01-01T04:59:59.999Z'],
]
/** A read shows within ten seconds. */
const WRITTEN_BY_MS = 12_000

let world: World
beforeAll(async () => {
  world = await openWorld({ env: { ...LOAD_LIMITS, TZ: 'Asia/Kolkata' }, timeZone: 'America/New_York', people: 1 })
})
afterAll(() => world?.stop())

const bodyOf = ({ text }: Answer) => JSON.parse(text) as Record<string, unknown>
const ask = (path: string, options: Parameters<typeof send>[1] = {}) =>
  send(`${world.a.url}${path}`, { cookie: world.people[0]?.cookie, ...options })

describe('R-27 time zones', () => {
  test('instants around every change of the clocks come back and are stored without drift', async () => {
    const [zone] = await world.postgres.sql<{ TimeZone: string }>('show timezone')
    expect(zone?.TimeZone).toBe('America/New_York')
    let drift = 0
    for (const [index, instant] of INSTANTS.entries()) {
      const body = { title: `Instant ${index}`, slug: `instant-${index}`, published: true, publishedAt: instant }
      const made = bodyOf(await ask('/api/v1/posts', { method: 'POST', body }))
      const read = bodyOf(await ask(`/api/v1/posts/${String(made.id)}`))
      const [row] = await world.postgres.sql<{ ms: string; created: string }>(
        `select (extract(epoch from published_at) * 1000)::bigint as ms,
           abs(extract(epoch from now() - created_at) * 1000)::bigint as created from posts where id = $1`,
        [made.id],
      )
      expect(read.publishedAt).toBe(instant)
      expect(Number(row?.created)).toBeLessThan(30_000)
      drift = Math.max(drift, Math.abs(Number(row?.ms) - Date.parse(instant)))
    }
    show('R-27 instants', { written: INSTANTS.length, 'largest drift': `${drift} ms` })
    expect(drift).toBe(0)
  })

  test('what is published now is what is published in UTC', async () => {
    for (const minutes of [-10, 10]) {
      const publishedAt = new Date(Date.now() + minutes * 60_000).toISOString()
      const body = { title: 'Edge', slug: `edge-${minutes < 0 ? 'past' : 'future'}`, published: true, publishedAt }
      await ask('/api/v1/posts', { method: 'POST', body })
    }
    const listed = (bodyOf(await ask('/api/v1/posts?limit=100')).data as { slug: string }[]).map(({ slug }) => slug)
    const rows = await world.postgres.sql<{ slug: string }>(
      `select slug from posts where published and published_at at time zone 'UTC' <= now() at time zone 'UTC' order by published_at desc, id desc`,
    )
    show('R-27 filter', { listed: listed.length, 'in UTC': rows.length })
    expect(listed).toEqual(rows.map(({ slug }) => slug))
    expect(listed).toContain('edge-past')
    expect(listed).not.toContain('edge-future')
  })

  test('a read is counted on the UTC day, and the statistics show that day', async () => {
    const before = new Date().toISOString().slice(0, 10)
    await ask(`/api/v1/posts/${world.postIds[0]}/views`, {
      method: 'POST',
      body: {},
      headers: { 'user-agent': 'reader' },
    })
    const counted = async () =>
      (await world.postgres.sql<{ day: string }>('select day::text from post_daily_views')).map(({ day }) => day)
    const until = performance.now() + WRITTEN_BY_MS
    while ((await counted()).length === 0 && performance.now() < until) await pause(100)
    const after = new Date().toISOString().slice(0, 10)
    const days = await counted()
    const stats = bodyOf(await ask('/api/v1/me/stats?days=7')) as { daily: { day: string; reads: number }[] }
    show('R-27 day', {
      stored: days.join(),
      shown: stats.daily.at(-1)?.day ?? '',
      reads: stats.daily.at(-1)?.reads ?? 0,
    })
    expect([before, after]).toContain(days[0])
    expect(stats.daily.filter(({ reads }) => reads > 0)).toEqual([{ day: days[0], reads: 1 }])
  })
})

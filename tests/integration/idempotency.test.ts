import { beforeEach, describe, expect, test } from 'vitest'
import * as z from 'zod'
import { POST } from '@/app/api/v1/posts/route'
import { clearMemoryCache } from '@/lib/cache'
import { afterCommit, db, purgeExpired, transact } from '@/lib/db'
import { AppError } from '@/lib/errors'
import type { Problem } from '@/lib/http-schema'
import { operation } from '@/lib/operation'
import { created, resource, route } from '@/lib/route'
import { emptyDatabase, sql } from '../support/database'
import { call, createApiKey, createPerson, type Person } from '../support/people'

const PATH = '/api/v1/posts'
let author: Person

beforeEach(async () => {
  await emptyDatabase()
  clearMemoryCache()
  author = await createPerson()
})

type Options = { key?: string; as?: Person; headers?: Record<string, string> }
const write = (body: unknown, { key = 'once', as = author, headers = {} }: Options = {}) =>
  call(POST, 'POST', PATH, { as, body, headers: { 'idempotency-key': key, ...headers } })
const replayed = (response: Response) => response.headers.get('idempotency-replayed')

describe('R-20 the same request twice', () => {
  test('is done once, and the second answer is the first one with its status, place, tag and body', async () => {
    const first = await write({ title: 'Granite' })
    const second = await write({ title: 'Granite' })
    expect([first.status, second.status]).toEqual([201, 201])
    expect([replayed(first), replayed(second)]).toEqual([null, 'true'])
    for (const name of ['location', 'etag', 'content-type'])
      expect(second.headers.get(name)).toBe(first.headers.get(name))
    expect(await second.text()).toBe(await first.text())
    expect(await db().post.count()).toBe(1)
  })

  test('twenty times at once makes one row; who comes too early is told to wait', async () => {
    const answers = await Promise.all(Array.from({ length: 20 }, () => write({ title: 'Granite' })))
    expect(answers.filter(({ status }) => status !== 201 && status !== 409)).toEqual([])
    const places = answers.flatMap((answer) => (answer.status === 201 ? [answer.headers.get('location')] : []))
    expect(new Set(places).size).toBe(1)
    const early = answers.find(({ status }) => status === 409)
    if (early) {
      expect(((await early.json()) as Problem).type).toMatch(/#idempotency-running$/)
      expect(early.headers.get('retry-after')).toBe('1')
    }
    expect(await db().post.count()).toBe(1)
    expect(replayed(await write({ title: 'Granite' }))).toBe('true')
  })

  test('with another body is 422, and so is the key at another operation', async () => {
    await write({ title: 'Granite' })
    const other = await write({ title: 'Basalt' })
    expect(other.status).toBe(422)
    expect(((await other.json()) as Problem).type).toMatch(/#idempotency-key-reused$/)
    await sql(`update idempotency_keys set operation = 'elsewhere'`)
    expect((await write({ title: 'Granite' })).status).toBe(422)
    expect(await db().post.count()).toBe(1)
  })

  test('by somebody else, or by one’s own API key, is another request', async () => {
    const other = await createPerson()
    const { headers } = await createApiKey(author, ['write'])
    const answers = [
      await write({ title: 'Granite' }),
      await write({ title: 'Granite' }, { as: other }),
      await call(POST, 'POST', PATH, {
        body: { title: 'Granite' },
        headers: { ...headers, 'idempotency-key': 'once' },
      }),
    ]
    expect(answers.map(({ status }) => status)).toEqual([201, 201, 201])
    expect(await db().post.count()).toBe(3)
  })

  test('a day later is a new request, whose answer takes the old one’s place', async () => {
    await write({ title: 'Granite' })
    await sql(`update idempotency_keys set expires_at = now() - interval '1 second'`)
    const later = await write({ title: 'Basalt' })
    expect([later.status, replayed(later)]).toEqual([201, null])
    expect(replayed(await write({ title: 'Basalt' }))).toBe('true')
    expect(await db().post.count()).toBe(2)
  })

  test('that was refused by the use case is refused the same way, although it would pass by now', async () => {
    await write({ title: 'First', slug: 'taken' }, { key: 'first' })
    const refused = await write({ title: 'Second', slug: 'taken' })
    await db().post.deleteMany({ where: { slug: 'taken' } })
    const again = await write({ title: 'Second', slug: 'taken' })
    expect([refused.status, again.status]).toEqual([409, 409])
    expect(replayed(again)).toBe('true')
    expect(again.headers.get('content-type')).toContain('application/problem+json')
    expect(await again.text()).toBe(await refused.text())
    expect(await db().post.count()).toBe(0)
  })

  test('a title whose address is taken gets another end inside the one transaction', async () => {
    await write({ title: 'Same' }, { key: 'first' })
    const second = await write({ title: 'Same' }, { key: 'second' })
    expect(((await second.json()) as { slug: string }).slug).toMatch(/^same-[0-9a-f]{6}$/)
    expect(await db().idempotencyKey.count()).toBe(2)
  })

  test.each(['', 'a b', 'ü', 'x'.repeat(256)])('under the key %j is 400', async (key) => {
    expect((await write({ title: 'Granite' }, { key })).status).toBe(400)
    expect(await db().post.count()).toBe(0)
  })

  test('input that does not parse spends no key', async () => {
    expect((await write({ title: '' })).status).toBe(422)
    expect((await write({ title: 'Granite' })).status).toBe(201)
  })
})

const thing = z.object({ id: z.string(), key: z.string() })
/** An operation of this test alone: what it makes is a row of `verifications`. */
const probe = (more: { secret?: true }, act: (turn: number) => Promise<void> = async () => {}) => {
  let turn = 0
  const made = operation({
    id: 'makeThing',
    tag: 'things',
    method: 'POST',
    path: '/api/v1/things',
    summary: 'Make a thing',
    access: 'write',
    limit: 'anonymous',
    response: thing,
    status: 201,
    idempotent: true,
    ...more,
  })
  const { POST: handle } = resource(
    route(made, async () => {
      await transact((tx) =>
        tx.verification.create({ data: { identifier: 'thing', value: '', expiresAt: new Date(Date.now() + 60_000) } }),
      )
      await act((turn += 1))
      return created({ id: 'thing-1', key: 'the secret' }, '/api/v1/things/thing-1')
    }),
  )
  return () => call(handle, 'POST', '/api/v1/things', { as: author, headers: { 'idempotency-key': 'once' } })
}
const things = () => db().verification.count()

describe('what is kept', () => {
  test('of a secret answer nothing but what was made, and a repetition is told that', async () => {
    const make = probe({ secret: true })
    expect(await (await make()).json()).toEqual({ id: 'thing-1', key: 'the secret' })
    const again = await make()
    expect(again.status).toBe(409)
    expect(again.headers.get('location')).toBe('/api/v1/things/thing-1')
    expect(((await again.json()) as Problem).detail).toContain('/api/v1/things/thing-1')
    expect(JSON.stringify(await sql('select * from idempotency_keys'))).not.toContain('the secret')
    expect(await things()).toBe(1)
  })

  test('of a failure of ours nothing: what was written is undone, and the next try acts', async () => {
    const make = probe({}, async (turn) => {
      if (turn === 1) throw new AppError('unavailable')
    })
    expect((await make()).status).toBe(503)
    expect([await things(), await db().idempotencyKey.count()]).toEqual([0, 0])
    expect((await make()).status).toBe(201)
    expect([await things(), await db().idempotencyKey.count()]).toEqual([1, 1])
  })

  test('of a refusal the refusal, without what was written before it', async () => {
    const make = probe({}, async () => {
      throw new AppError('forbidden')
    })
    expect([(await make()).status, (await make()).status]).toEqual([403, 403])
    expect([await things(), await db().idempotencyKey.count()]).toEqual([0, 1])
  })

  test('of a full limit nothing: the same request passes once there is room', async () => {
    const make = probe({}, async (turn) => {
      if (turn === 1) throw new AppError('too-many-requests')
    })
    expect([(await make()).status, (await make()).status]).toEqual([429, 201])
  })

  test('goes away in batches once it has expired', async () => {
    await write({ title: 'Granite' })
    await write({ title: 'Basalt' }, { key: 'twice' })
    await sql(`update idempotency_keys set expires_at = now() - interval '1 second' where key = 'once'`)
    await purgeExpired()
    expect((await db().idempotencyKey.findMany()).map(({ key }) => key)).toEqual(['twice'])
    expect(await db().session.count()).toBe(1)
  })
})

describe('a transaction inside another', () => {
  const note = (identifier: string) =>
    transact((tx) => tx.verification.create({ data: { identifier, value: '', expiresAt: new Date() } }))
  const notes = async () => (await db().verification.findMany()).map(({ identifier }) => identifier).sort()

  test('undoes itself alone when it fails, and everything with the outer one', async () => {
    await transact(async () => {
      await note('kept')
      await expect(
        transact(async () => {
          await note('undone')
          throw new Error('inner')
        }),
      ).rejects.toThrow('inner')
      await note('kept too')
    })
    expect(await notes()).toEqual(['kept', 'kept too'])
    await expect(
      transact(async () => {
        await note('gone')
        throw new Error('outer')
      }),
    ).rejects.toThrow('outer')
    expect(await notes()).toEqual(['kept', 'kept too'])
  })

  test('leaves what is to follow the commit until the outer commit, and drops it with what was undone', async () => {
    const seen: string[] = []
    const follow = (name: string) => afterCommit(async () => void seen.push(`${name} ${(await notes()).length}`))
    await transact(async () => {
      await transact(async () => {
        await note('one')
        await follow('inner')
      })
      await transact(async () => {
        await follow('undone')
        throw new Error('inner')
      }).catch(() => undefined)
      expect(seen).toEqual([])
    })
    expect(seen).toEqual(['inner 1'])
    await follow('alone')
    expect(seen).toEqual(['inner 1', 'alone 1'])
  })

  test('lets the outermost alone try again after a deadlock, with everything that follows counted once', async () => {
    const seen: number[] = []
    let attempt = 0
    await transact(async () => {
      attempt += 1
      await transact(async (tx) => {
        await note(`attempt ${attempt}`)
        await afterCommit(async () => void seen.push(attempt))
        if (attempt < 3) await tx.$executeRaw`do $$ begin raise exception 'again' using errcode = '40P01'; end $$`
      })
    })
    expect([attempt, seen, await notes()]).toEqual([3, [3], ['attempt 3']])
  })
})

// A page that is the same for everybody is hashed, encoded and compressed once: what browsers and caches are told of it.
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { openContract, type Contract } from '../support/contract'
import { pool } from '../support/fingerprint'
import { newScene, type Scene } from '../support/scene'

const COMPRESSED = { 'accept-encoding': 'gzip, deflate, br' }
/** Node's fetch would ask for compression by itself. */
const PLAIN = { 'accept-encoding': 'identity' }

let contract: Contract
let scene: Scene
beforeAll(async () => {
  contract = await openContract('finished-pages')
  scene = await newScene()
})
afterAll(() => contract?.stop())

const get = (path: string, headers: Record<string, string>, init: RequestInit = {}) =>
  fetch(`${contract.app.url}${path}`, { redirect: 'manual', ...init, headers })

describe.each([
  ['a prerendered page', () => '/'],
  ['a revalidated page', () => `/blog/${scene.slug}`],
])('%s', (_, path) => {
  test('is the same text compressed and plain, under one validator', async () => {
    const plain = await get(path(), PLAIN)
    const text = await plain.text()
    expect(plain.headers.get('content-encoding')).toBeNull()
    expect(plain.headers.get('content-length')).toBe(String(Buffer.byteLength(text)))
    expect(text).toMatch(/<\/html>$/)
    for (let time = 0; time < 2; time += 1) {
      const compressed = await get(path(), COMPRESSED)
      expect(compressed.headers.get('content-encoding')).toBe('gzip')
      expect(compressed.headers.get('vary')?.toLowerCase()).toContain('accept-encoding')
      expect(compressed.headers.get('etag')).toBe(plain.headers.get('etag'))
      expect(Number(compressed.headers.get('content-length'))).toBeLessThan(text.length / 2)
      expect(await compressed.text()).toBe(text)
    }
  })

  test('is a 304 without a body to who has it, with the headers of its 200', async () => {
    const first = await get(path(), COMPRESSED)
    const tag = first.headers.get('etag') ?? ''
    await first.text()
    expect(tag).toMatch(/^W\/"[\w-]{22}"$/)
    for (const given of [tag, `"another", ${tag}`, '*']) {
      const again = await get(path(), { ...COMPRESSED, 'if-none-match': given })
      expect(again.status).toBe(304)
      expect(await again.text()).toBe('')
      for (const name of ['etag', 'vary', 'cache-control', 'content-security-policy', 'x-content-type-options'])
        expect(again.headers.get(name), name).toBe(first.headers.get(name))
    }
    expect((await get(path(), { ...PLAIN, 'if-none-match': '"another"' })).status).toBe(200)
  })

  test('has another body for the router, which the validator of the page never stands for', async () => {
    const page = await get(path(), PLAIN)
    await page.text()
    const asRouter = { ...PLAIN, rsc: '1', 'if-none-match': page.headers.get('etag') ?? '' }
    const payload = await get(path(), asRouter, { redirect: 'follow' })
    expect(payload.status).toBe(200)
    expect(payload.headers.get('content-type')).toContain('text/x-component')
    expect(payload.headers.get('etag')).toBeNull()
  })
})

test('a page that was changed gets another validator', async () => {
  const before = await get(`/blog/${scene.slug}`, PLAIN)
  await before.text()
  const { status } = await contract.ask(`/api/v1/posts/${scene.publishedId}`, {
    method: 'PATCH',
    as: { cookie: scene.owner.cookie },
    body: { title: 'Another title' },
  })
  expect(status).toBe(200)
  const after = await get(`/blog/${scene.slug}`, { ...PLAIN, 'if-none-match': before.headers.get('etag') ?? '' })
  expect(after.status).toBe(200)
  expect(await after.text()).toContain('Another title')
  expect(after.headers.get('etag')).not.toBe(before.headers.get('etag'))
})

test('what is made for one person is compressed, and has no validator', async () => {
  await pool().query('update users set name = $2 where id = $1', [scene.owner.userId, 'Somebody'])
  const dashboard = await get('/dashboard', { ...COMPRESSED, cookie: scene.owner.cookie })
  expect(dashboard.status).toBe(200)
  expect(dashboard.headers.get('content-encoding')).toBe('gzip')
  expect(dashboard.headers.get('etag')).toBeNull()
  expect(await dashboard.text()).toContain('Somebody')
})

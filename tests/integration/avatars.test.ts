import { deflateSync } from 'node:zlib'
import sharp from 'sharp'
import { beforeEach, describe, expect, test } from 'vitest'
import { GET as read, HEAD as head } from '@/app/api/v1/avatars/[avatarId]/route'
import { DELETE as remove, PUT as put } from '@/app/api/v1/me/avatar/route'
import { GET as me } from '@/app/api/v1/me/route'
import { GET as post } from '@/app/api/v1/posts/[postId]/route'
import { db } from '@/lib/db'
import type { Problem } from '@/lib/http-schema'
import type { Account } from '@/lib/users/schema'
import { emptyDatabase } from '../support/database'
import { call, createPerson, type Person } from '../support/people'

const PATH = '/api/v1/me/avatar'
const HTML = '<script>alert("from a picture")</script>'
let ines: Person

beforeEach(async () => {
  await emptyDatabase()
  ines = await createPerson()
})

const drawn = (width = 400, height = 300, background = '#8fc21f') =>
  sharp({ create: { width, height, channels: 3, background } })
const upload = (body: Uint8Array, type = 'image/png', headers: Record<string, string> = {}) =>
  call(put, 'PUT', PATH, { as: ines, body, headers: { 'content-type': type, ...headers } })
const fetchAvatar = (url: string, headers: Record<string, string> = {}, method: 'GET' | 'HEAD' = 'GET') =>
  call(method === 'GET' ? read : head, method, url, { headers, params: { avatarId: url.split('/').at(-1) ?? '' } })

async function stored(body: Uint8Array, type?: string): Promise<{ url: string; bytes: Buffer }> {
  const response = await upload(body, type)
  expect(response.status).toBe(200)
  const url = ((await response.json()) as Account).profile.avatarUrl ?? ''
  expect(url).toMatch(/^\/api\/v1\/avatars\/[0-9a-f-]{36}$/)
  return { url, bytes: Buffer.from(await (await fetchAvatar(url)).arrayBuffer()) }
}

async function refusal(response: Response): Promise<{ status: number; detail: string }> {
  expect(response.headers.get('content-type')).toMatch(/^application\/problem\+json/)
  expect(await db().avatar.count()).toBe(0)
  expect(await db().profile.findUnique({ where: { userId: ines.userId } })).toMatchObject({ avatarUrl: null })
  return { status: response.status, detail: ((await response.json()) as Problem).detail }
}

/** A PNG's chunk; its checksum is right, so that only what it says is wrong. */
function chunk(kind: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(kind, 'latin1'), data])
  let crc = ~0
  for (const byte of body) {
    crc ^= byte
    for (let bit = 0; bit < 8; bit += 1) crc = (crc >>> 1) ^ (crc & 1 ? 0xedb88320 : 0)
  }
  const frame = Buffer.alloc(8)
  frame.writeUInt32BE(data.length)
  frame.writeUInt32BE(~crc >>> 0, 4)
  return Buffer.concat([frame.subarray(0, 4), body, frame.subarray(4)])
}
const SIGNATURE = 8
const HEADER_CHUNK = 25

/** Black and white, `side` pixels wide and high: a few kilobytes that want to be many megabytes. */
function bomb(side: number): Buffer {
  const size = Buffer.alloc(13)
  size.writeUInt32BE(side)
  size.writeUInt32BE(side, 4)
  size.set([1, 0, 0, 0, 0], 8)
  const rows = Buffer.alloc((Math.ceil(side / 8) + 1) * side)
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    chunk('IHDR', size),
    chunk('IDAT', deflateSync(rows)),
    chunk('IEND', Buffer.alloc(0)),
  ])
}

/** The PNG with one more chunk behind its header. */
const withChunk = (png: Buffer, kind: string, data: Buffer) =>
  Buffer.concat([png.subarray(0, SIGNATURE + HEADER_CHUNK), chunk(kind, data), png.subarray(SIGNATURE + HEADER_CHUNK)])

describe('a picture of oneself', () => {
  test.each(['png', 'jpeg', 'webp'] as const)('sent as %s becomes a square WebP', async (format) => {
    const { bytes } = await stored(await drawn().toFormat(format).toBuffer(), `image/${format}`)
    expect(await sharp(bytes).metadata()).toMatchObject({ format: 'webp', width: 256, height: 256 })
    expect(bytes.byteLength).toBeLessThan(20_000)
  })

  test('is on the account, on its author’s posts at once, and for everyone to read', async () => {
    const { id: postId } = await db().post.create({
      data: { authorId: ines.userId, slug: 'a', title: 'A', content: 'a', published: true, publishedAt: new Date(0) },
    })
    const authorOf = async () => {
      const answer = await call(post, 'GET', `/api/v1/posts/${postId}`, { params: { postId } })
      return ((await answer.json()) as { author: { avatarUrl: string | null } }).author
    }
    expect((await authorOf()).avatarUrl).toBeNull()
    const { url } = await stored(await drawn().png().toBuffer())
    expect((await authorOf()).avatarUrl).toBe(url)
    const account = (await (await call(me, 'GET', '/api/v1/me', { as: ines })).json()) as Account
    expect(account.profile.avatarUrl).toBe(url)
    const entry = await db().auditEntry.findFirstOrThrow({ where: { actorId: ines.userId, action: 'profile.changed' } })
    expect(entry.details).toEqual({ fields: ['avatar'] })
  })

  test('is kept by browsers for good and shown by any page', async () => {
    const { url } = await stored(await drawn().png().toBuffer())
    const response = await fetchAvatar(url)
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'image/webp',
      'cache-control': 'public, max-age=31536000, immutable',
      'x-content-type-options': 'nosniff',
      'content-disposition': 'inline; filename="avatar.webp"',
      'cross-origin-resource-policy': 'cross-origin',
    })
    const etag = response.headers.get('etag') ?? ''
    const again = await fetchAvatar(url, { 'if-none-match': etag })
    expect([again.status, await again.text(), again.headers.get('etag')]).toEqual([304, '', etag])
    expect((await fetchAvatar(url, { 'if-none-match': '"another"' })).status).toBe(200)
    const headed = await fetchAvatar(url, {}, 'HEAD')
    expect([headed.status, await headed.text(), headed.headers.get('etag')]).toEqual([200, '', etag])
  })

  test('replaced has another address, and the old one is gone', async () => {
    const first = await stored(await drawn().png().toBuffer())
    const second = await stored(await drawn(300, 300, '#191f1b').png().toBuffer())
    expect(second.url).not.toBe(first.url)
    expect((await fetchAvatar(first.url, { 'if-none-match': '*' })).status).toBe(404)
    expect((await fetchAvatar(second.url)).status).toBe(200)
    expect(await db().avatar.count()).toBe(1)
  })

  test('set five times at once is one of the five', async () => {
    const png = await drawn().png().toBuffer()
    const answers = await Promise.all(Array.from({ length: 5 }, () => upload(png)))
    expect(answers.map(({ status }) => status)).toEqual([200, 200, 200, 200, 200])
    const [row] = await db().avatar.findMany()
    expect(await db().avatar.count()).toBe(1)
    expect(await db().profile.findUnique({ where: { userId: ines.userId } })).toMatchObject({
      avatarUrl: `/api/v1/avatars/${row?.id}`,
    })
  })

  test('can be deleted, twice, and is gone', async () => {
    const { url } = await stored(await drawn().png().toBuffer())
    expect((await call(remove, 'DELETE', PATH, { as: ines })).status).toBe(204)
    expect((await call(remove, 'DELETE', PATH, { as: ines })).status).toBe(204)
    expect((await fetchAvatar(url)).status).toBe(404)
    expect(await db().profile.findUnique({ where: { userId: ines.userId } })).toMatchObject({ avatarUrl: null })
  })

  test('belongs to a signed-in person: nobody else sets or deletes one', async () => {
    const png = await drawn().png().toBuffer()
    const { url } = await stored(png)
    expect((await call(put, 'PUT', PATH, { body: png, headers: { 'content-type': 'image/png' } })).status).toBe(401)
    expect((await call(remove, 'DELETE', PATH)).status).toBe(401)
    const jon = await createPerson({ name: 'Jon' })
    expect((await call(remove, 'DELETE', PATH, { as: jon })).status).toBe(204)
    expect((await fetchAvatar(url)).status).toBe(200)
  })

  test('that nobody has is 404, as is what cannot be an address', async () => {
    expect((await fetchAvatar('/api/v1/avatars/0199d1f0-0000-7000-8000-000000000001')).status).toBe(404)
    expect((await fetchAvatar('/api/v1/avatars/one')).status).toBe(404)
  })
})

describe('what is hidden in a picture', () => {
  test('is gone: markup in a comment and behind the end, and what a camera wrote', async () => {
    const plain = await drawn().png().toBuffer()
    const comment = withChunk(plain, 'tEXt', Buffer.from(`Comment\0${HTML}`, 'latin1'))
    const polyglot = Buffer.concat([comment, Buffer.from(HTML)])
    expect(polyglot.includes(HTML)).toBe(true)
    expect((await stored(polyglot)).bytes.includes('script')).toBe(false)

    const exif = { IFD0: { ImageDescription: HTML, Make: 'Camera' }, IFD3: { GPSLatitude: '47/1 22/1 0/1' } }
    const photo = await drawn().withExif(exif).jpeg().toBuffer()
    expect(photo.includes(HTML)).toBe(true)
    const { bytes } = await stored(photo, 'image/jpeg')
    const { exif: kept, icc, xmp, comments } = await sharp(bytes).metadata()
    expect([kept, icc, xmp, comments]).toEqual([undefined, undefined, undefined, undefined])
    expect(bytes.includes('Camera')).toBe(false)
  })

  test('does not turn it: a photo held sideways stands upright', async () => {
    const half = await drawn(200, 400, '#000000').png().toBuffer()
    const sideways = await drawn(400, 400, '#ffffff')
      .composite([{ input: half, left: 0, top: 0 }])
      .withMetadata({ orientation: 6 })
      .jpeg()
      .toBuffer()
    const { bytes } = await stored(sideways, 'image/jpeg')
    const { data } = await sharp(bytes).greyscale().raw().toBuffer({ resolveWithObject: true })
    const [top = 255, bottom = 0] = [data[20 * 256 + 128], data[235 * 256 + 128]]
    expect([top < 20, bottom > 235]).toEqual([true, true])
  })
})

describe('refused, with nothing stored', () => {
  test('what is no picture by its content, whatever it is called', async () => {
    for (const text of ['GIF89a', `<svg xmlns="http://www.w3.org/2000/svg">${HTML}</svg>`, `<html>${HTML}</html>`, ''])
      expect((await refusal(await upload(Buffer.from(text)))).status).toBe(415)
    for (const format of ['gif', 'tiff', 'avif'] as const)
      expect((await refusal(await upload(await drawn(64, 64).toFormat(format).toBuffer()))).status).toBe(415)
  })

  test('what does not say that it is a picture, or is compressed on the way', async () => {
    const png = await drawn().png().toBuffer()
    for (const type of ['image/svg+xml', 'image/gif', 'application/json', 'text/html', 'application/octet-stream'])
      expect((await refusal(await upload(png, type))).status).toBe(415)
    expect((await refusal(await upload(png, 'image/png', { 'content-encoding': 'gzip' }))).status).toBe(415)
  })

  test('what moves', async () => {
    const frames = [drawn(64, 64), drawn(64, 64, '#191f1b')].map((frame) => frame.png().toBuffer())
    const webp = await sharp(await Promise.all(frames), { join: { animated: true } })
      .webp()
      .toBuffer()
    const apng = withChunk(await drawn().png().toBuffer(), 'acTL', Buffer.from([0, 0, 0, 2, 0, 0, 0, 0]))
    for (const [bytes, type] of [[webp, 'image/webp'] as const, [apng, 'image/png'] as const])
      expect(await refusal(await upload(bytes, type))).toMatchObject({
        status: 422,
        detail: expect.stringContaining('moves') as string,
      })
  })

  test('what is cut off or garbled', async () => {
    const noise = {
      width: 500,
      height: 500,
      channels: 3,
      background: '#000',
      noise: { type: 'gaussian', mean: 128, sigma: 40 },
    }
    for (const format of ['png', 'jpeg', 'webp'] as const) {
      const whole = await sharp({ create: noise as never })
        .toFormat(format)
        .toBuffer()
      const half = whole.subarray(0, Math.floor(whole.length / 2))
      expect([415, 422], format).toContain((await refusal(await upload(half, `image/${format}`))).status)
    }
  })

  test('a bomb of 400 megapixels in 50 kB, without being unpacked', async () => {
    const bytes = bomb(20_000)
    expect(bytes.byteLength).toBeLessThan(60_000)
    const [before, started] = [process.memoryUsage().rss, performance.now()]
    expect(await refusal(await upload(bytes))).toMatchObject({
      status: 422,
      detail: expect.stringContaining('24 megapixels') as string,
    })
    expect(performance.now() - started).toBeLessThan(1_000)
    expect(process.memoryUsage().rss - before).toBeLessThan(50 * 1024 * 1024)
  })

  test('more than 1 MiB', async () => {
    const response = await upload(Buffer.alloc(1024 * 1024 + 1, 0x89))
    expect((await refusal(response)).status).toBe(413)
  })
})

test('the largest that is taken is done within its deadline and in bounded memory', async () => {
  const bytes = bomb(4_898)
  const [before, started] = [process.memoryUsage().rss, performance.now()]
  expect((await upload(bytes)).status).toBe(200)
  expect(performance.now() - started).toBeLessThan(5_000)
  expect(process.memoryUsage().rss - before).toBeLessThan(150 * 1024 * 1024)
})

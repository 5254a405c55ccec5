import { afterEach, expect, test, vi } from 'vitest'
import { shareImage } from '@/components/layout/share-image/share-image'

afterEach(() => vi.unstubAllGlobals())

test.each([
  'Cursor pages do not slow down at row 900,000',
  'Žluťoučký kůň, Ærøskøbing, “Straße” – naïve…',
  '日本語のタイトルと emoji 😀 🎉',
  'Привет, мир © ™ ①',
  'a'.repeat(500),
  'Zero\u200bwidth \u0301combining \u202eright to left',
])('a picture of %j is drawn, and nothing is fetched for it', async (title) => {
  const asked: string[] = []
  const real = fetch
  vi.stubGlobal('fetch', (address: string) => {
    // The renderer unpacks its own code this way.
    if (String(address).startsWith('data:')) return real(address)
    asked.push(String(address).slice(0, 200))
    return Promise.reject(new Error('offline'))
  })
  const image = Buffer.from(await (await shareImage({ title, label: 'Ines Rock · 3 March 2026' })).arrayBuffer())
  expect(image.subarray(1, 4).toString()).toBe('PNG')
  expect([image.readUInt32BE(16), image.readUInt32BE(20)]).toEqual([1200, 630])
  expect(asked).toEqual([])
})

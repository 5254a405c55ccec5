import { describe, expect, test } from 'vitest'
import { toExcerpt } from '@/lib/markdown'
import { postStatus } from '@/lib/posts/policy'
import { slugFromTitle } from '@/lib/posts/slug'

describe('addresses of posts', () => {
  test.each([
    ['Café au lait!', 'cafe-au-lait'],
    ['  --Hello,   World-- ', 'hello-world'],
    ['日本語', 'post'],
    ['Ünïcödé & Co. 2', 'unicode-co-2'],
  ])('%s becomes %s', (title, slug) => expect(slugFromTitle(title)).toBe(slug))

  test('a long title is cut without a hyphen at its end', () => {
    const slug = slugFromTitle('word '.repeat(100))
    expect(slug.length).toBeLessThanOrEqual(113)
    expect(slug).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/)
  })
})

describe('excerpts', () => {
  test('the marks of Markdown are gone, the words stay', () => {
    const markdown =
      '# Title\n\n> A **quote** with a [link](https://x.example) and `code`.\n\n```ts\nsecret()\n```\n\n- one\n- two'
    expect(toExcerpt(markdown)).toBe('A quote with a link and code. one two')
  })

  test('a table is its words, and a line across is nothing', () => {
    expect(toExcerpt('Before.\n\n| a | b |\n| --- | :-: |\n| 1 | 2-3 |\n\n---\n\nAfter.')).toBe(
      'Before. a b 1 2-3 After.',
    )
    expect(toExcerpt(`${'-'.repeat(3_000)}x`)).toHaveLength(201)
  })

  test('a long text is cut at a word and never in the middle of a character', () => {
    expect(toExcerpt('word '.repeat(100), 22)).toBe('word word word word…')
    expect(toExcerpt('😀'.repeat(50), 11).isWellFormed()).toBe(true)
  })
})

test('a post is public by the clock alone', () => {
  const now = new Date('2026-01-02T00:00:00Z')
  expect(postStatus({ published: false, publishedAt: new Date('2026-01-01') }, now)).toBe('draft')
  expect(postStatus({ published: true, publishedAt: '2026-01-02T00:00:00.000Z' }, now)).toBe('published')
  expect(postStatus({ published: true, publishedAt: '2026-01-02T00:00:00.001Z' }, now)).toBe('scheduled')
})

import { expect, test } from 'vitest'
import { toNextPath } from '@/lib/auth/next-path'

test('a path of our own is where a sign-in leads, with its query and fragment', () => {
  expect(toNextPath('/posts?status=draft#top')).toBe('/posts?status=draft#top')
})

test.each([
  ['nothing', undefined],
  ['two values', ['/posts', '/admin']],
  ['another site', 'https://evil.example/'],
  ['another site without a scheme', '//evil.example/'],
  ['a backslash that browsers read as a slash', '/\\evil.example/'],
  ['a tab that browsers drop', '/\t/evil.example/'],
  ['a script', 'javascript:alert(1)'],
  ['a relative path', 'posts'],
])('%s leads to the dashboard', (_, next) => {
  expect(toNextPath(next)).toBe('/dashboard')
})

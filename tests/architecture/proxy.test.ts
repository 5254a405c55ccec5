import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { config, proxy } from '@/proxy'
import { files } from './source-tree'

/** `app/(app)/posts/[postId]/page.tsx` → `/posts/:postId` */
const toPattern = (file: string) =>
  file
    .replace(/^app|\/page\.tsx$/g, '')
    .replace(/\/\([^)]+\)/g, '')
    .replace(/\[(\w+)\]/g, ':$1')

describe('the proxy', () => {
  it('matches every page that is rendered per request, and nothing else', () => {
    const perRequest = files
      .filter((file) => /^app\/(?:\((?:app|auth)\)\/.*|blog)\/page\.tsx$/.test(file))
      .map(toPattern)
    expect([...config.matcher].sort()).toEqual(perRequest.sort())
  })

  it('names each exactly: a pattern for unknown addresses would give their prerendered 404 a second policy', () => {
    expect(config.matcher.filter((pattern) => /[*+?()]/.test(pattern))).toEqual([])
  })

  it('lets every request through unchanged but for headers, so that no denial can rest on it', () => {
    process.env.DATABASE_URL ??= 'postgresql://localhost/never-asked'
    for (const pattern of config.matcher) {
      const answer = proxy(new NextRequest(new URL(pattern.replaceAll(':', ''), 'http://localhost:3000')))
      expect([...answer.headers.keys()].filter((name) => !name.startsWith('x-middleware-'))).toEqual([
        'content-security-policy',
      ])
      expect(answer.headers.get('x-middleware-next')).toBe('1')
    }
  })
})

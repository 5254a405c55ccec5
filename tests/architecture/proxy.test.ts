import { unstable_doesMiddlewareMatch } from 'next/experimental/testing/server'
import { NextRequest } from 'next/server'
import { describe, expect, it } from 'vitest'
import { config, proxy } from '@/proxy'
import { files } from './source-tree'

/** `app/(app)/posts/[postId]/page.tsx` → `/posts/postId` */
const toAddress = (file: string) =>
  file
    .replace(/^app|\/page\.tsx$/g, '')
    .replace(/\/\([^)]+\)/g, '')
    .replace(/\[(\w+)\]/g, '$1') || '/'

const PER_REQUEST = /^app\/(?:\((?:app|auth)\)\/.*|blog)\/page\.tsx$/
const pages = files.filter((file) => /^app\/.*\/page\.tsx$/.test(file))
const perRequest = pages.filter((file) => PER_REQUEST.test(file)).map(toAddress)
const isMatched = (url: string) => unstable_doesMiddlewareMatch({ config, url })

describe('the proxy', () => {
  it('matches every page that is rendered per request, and no other page', () => {
    expect(perRequest.length).toBeGreaterThan(10)
    expect(pages.map(toAddress).filter(isMatched).sort()).toEqual([...perRequest].sort())
  })

  it('matches no unknown address: its prerendered 404 would get a second policy', () => {
    const near = perRequest.flatMap((path) => [`${path}x`, `/x${path}`, `${path}/x/y`, `${path}-x/y`])
    const unknown = [
      ...near,
      '/admin/x',
      '/admin/audit/x',
      '/settings',
      '/settings/x',
      '/sign-in/x',
      '/sign-up/x',
      '/x',
    ]
    expect(unknown.filter((path) => !/^\/posts\/[^/]+$/.test(path)).filter(isMatched)).toEqual([])
  })

  it('lets every request through unchanged but for headers, so that no denial can rest on it', () => {
    process.env.DATABASE_URL ??= 'postgresql://localhost/never-asked'
    for (const path of perRequest) {
      const answer = proxy(new NextRequest(new URL(path, 'http://localhost:3000')))
      expect([...answer.headers.keys()].filter((name) => !name.startsWith('x-middleware-'))).toEqual([
        'content-security-policy',
      ])
      expect(answer.headers.get('x-middleware-next')).toBe('1')
    }
  })
})

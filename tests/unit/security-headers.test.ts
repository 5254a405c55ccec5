import { createHash } from 'node:crypto'
import { describe, expect, it } from 'vitest'
import { contentPolicy, headersOfAll, scriptHashes } from '@/lib/security-headers.mjs'

const hash = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`

describe('the hashes of a page', () => {
  it('name each inline script once, and no script that comes from a file', () => {
    const html =
      '<script>one()</script><script src="/a.js" async=""></script><script id="x">two("ä")\n</script><script>one()</script>'
    expect(scriptHashes(html)).toEqual([hash('one()'), hash('two("ä")\n')])
  })

  it('keep a script whose data-src is no src', () => {
    expect(scriptHashes('<script data-src="x">one()</script>')).toEqual([hash('one()')])
  })
})

describe('the policy of a page', () => {
  const scriptsOf = (policy: string) => policy.split('; ').find((directive) => directive.startsWith('script-src '))

  it('lets no script run but ours and those vouched for', () => {
    const policy = contentPolicy({ scripts: ["'nonce-abc'"] })
    expect(scriptsOf(policy)).toBe("script-src 'self' 'nonce-abc'")
    for (const closed of ["object-src 'none'", "base-uri 'none'", "frame-ancestors 'none'", "form-action 'self'"]) {
      expect(policy).toContain(closed)
    }
    expect(policy).not.toContain('unsafe-eval')
    expect(policy).not.toContain('upgrade-insecure-requests')
  })

  it('lets the browser reach where its errors go, once that is set', () => {
    const sentryDsn = 'https://key@o1.ingest.example.test/2'
    expect(contentPolicy({ scripts: [], sentryDsn })).toContain("connect-src 'self' https://o1.ingest.example.test;")
    expect(contentPolicy({ scripts: [], sentryDsn: '' })).toContain("connect-src 'self';")
  })

  it('asks for https only where the app is reached over it, and evaluates text only in development', () => {
    expect(contentPolicy({ scripts: [], https: true })).toMatch(/; upgrade-insecure-requests$/)
    expect(scriptsOf(contentPolicy({ scripts: [], development: true }))).toBe("script-src 'self' 'unsafe-eval'")
  })
})

describe('Strict-Transport-Security', () => {
  const sent = (environment: Record<string, string>) => headersOfAll(environment)['Strict-Transport-Security']

  it('is sent over https alone', () => {
    expect(sent({ APP_URL: 'http://localhost:3000' })).toBeUndefined()
    expect(sent({})).toBeUndefined()
    expect(sent({ APP_URL: 'https://app.example.test' })).toBe('max-age=63072000')
    expect(sent({ VERCEL: '1' })).toBe('max-age=63072000')
  })

  it('binds subdomains only when asked', () => {
    expect(sent({ APP_URL: 'https://app.example.test', HSTS_SUBDOMAINS: '0' })).toBe('max-age=63072000')
    expect(sent({ APP_URL: 'https://app.example.test', HSTS_SUBDOMAINS: '1' })).toBe(
      'max-age=63072000; includeSubDomains',
    )
  })
})

import { createHash } from 'node:crypto'
import { readFileSync } from 'node:fs'
import type { APIRequestContext, APIResponse, Page } from 'playwright/test'
import { startApp } from '@/tests/support/app-under-test'
import { ALONE, expect, newAddress, SAMPLE_POST, signUp, test, writePost } from '@/tests/support/e2e'
import { inProject } from '@/scripts/lib/project.mjs'

const REVALIDATE_MS = 60_000
const INLINE = /<script\b(?![^>]*\ssrc=)[^>]*>([^]*?)<\/script>/g
const hash = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`
const hashesIn = (text: string) => [...new Set(text.match(/'sha256-[^']+'/g))].sort()
const policyOf = (answer: APIResponse) => answer.headers()['content-security-policy'] ?? ''
const noncesIn = (text: string) =>
  [...text.matchAll(/nonce[-=]["']?([A-Za-z0-9+/_-]{16,}={0,2})/g)].map(([, one]) => one)

const directives = (policy: string) =>
  new Map(policy.split('; ').map((one) => [one.split(' ')[0] ?? '', one.split(' ').slice(1)]))

function readBuild<Content>(...path: string[]): Content {
  return JSON.parse(readFileSync(inProject('.next', ...path), 'utf8')) as Content
}

/** What every answer owes, whatever it is. */
function expectCommon(answer: APIResponse, path: string): void {
  const headers = answer.headers()
  expect.soft(headers['x-content-type-options'], path).toBe('nosniff')
  expect.soft(headers['referrer-policy'], path).toBe('strict-origin-when-cross-origin')
  expect.soft(headers['cross-origin-opener-policy'], path).toBe('same-origin')
  expect.soft(headers['cross-origin-resource-policy'], path).toBe('same-origin')
  expect.soft(headers['permissions-policy'], path).toContain('camera=()')
  expect.soft(headers['x-powered-by'], path).toBeUndefined()
  // This run is reached over http, where the header would mean nothing.
  expect.soft(headers['strict-transport-security'], path).toBeUndefined()
  const type = headers['content-type'] ?? ''
  if (/^text\/(?!x-component)|javascript|json/.test(type)) expect.soft(type, path).toMatch(/charset=utf-8/i)
}

/** A page's policy is one, closes what it can, and vouches for exactly the scripts of this very answer. */
async function expectPagePolicy(answer: APIResponse, path: string): Promise<string> {
  const html = await answer.text()
  const sent = answer.headersArray().filter(({ name }) => name.toLowerCase() === 'content-security-policy')
  expect.soft(sent.length, `policies of ${path}`).toBe(1)
  const policy = directives(policyOf(answer))
  const trusted = policy.get('script-src') ?? []
  expect.soft(trusted, path).toContain("'self'")
  expect.soft(trusted.join(' '), path).not.toMatch(/unsafe|\*|https?:/)
  for (const name of ['object-src', 'base-uri', 'frame-ancestors']) {
    expect.soft(policy.get(name), `${name} of ${path}`).toEqual(["'none'"])
  }
  const nonces = new Set(noncesIn(trusted.join(' ')))
  const scripts = [...html.matchAll(INLINE)]
  expect.soft(scripts.length, `inline scripts of ${path}`).toBeGreaterThan(0)
  if (nonces.size > 0) expect.soft(new Set(noncesIn(html)), path).toEqual(nonces)
  else
    expect
      .soft(hashesIn(trusted.join(' ')), path)
      .toEqual([...new Set(scripts.map(([, text]) => hash(text ?? '')))].sort())
  return html
}

const get = (request: APIRequestContext, path: string, headers: Record<string, string> = {}) =>
  request.get(path, { maxRedirects: 0, headers: { 'x-forwarded-for': newAddress(), ...headers } })

/** Notes what the browser refuses, from before the first script on. */
async function watchViolations(page: Page): Promise<() => Promise<string[]>> {
  const refused: string[] = []
  await page.exposeFunction('noteViolation', (text: string) => refused.push(text))
  await page.addInitScript(() => {
    addEventListener('securitypolicyviolation', ({ violatedDirective, blockedURI, sample }) => {
      const { noteViolation } = window as unknown as { noteViolation: (text: string) => void }
      noteViolation(`${location.pathname}: ${violatedDirective} ${blockedURI} ${sample}`)
    })
  })
  page.on('console', (message) => {
    if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
  })
  return async () => {
    await page.waitForLoadState('networkidle')
    return refused
  }
}

async function expectAwake(page: Page): Promise<void> {
  const dark = () => page.evaluate(() => document.documentElement.classList.contains('dark'))
  const before = await dark()
  await page.getByRole('button', { name: 'Switch between light and dark' }).first().click()
  await expect.poll(dark).toBe(!before)
}

test.describe('headers', () => {
  test('the proxy matches exactly the pages that the build renders per request', () => {
    const routes = Object.entries(readBuild<Record<string, string>>('app-path-routes-manifest.json'))
    const { routes: prerendered, dynamicRoutes } =
      readBuild<Record<'routes' | 'dynamicRoutes', object>>('prerender-manifest.json')
    const pages = routes.filter(([file]) => file.endsWith('/page')).map(([, path]) => path)
    const perRequest = pages.filter((path) => !(path in prerendered) && !(path in dynamicRoutes))
    const { functions } = readBuild<{ functions: Record<string, { matchers: { regexp: string }[] }> }>(
      'server',
      'functions-config-manifest.json',
    )
    const matchers = functions['/_middleware']?.matchers.map(({ regexp }) => new RegExp(regexp)) ?? []
    const matched = pages.filter((path) => matchers.some((matcher) => matcher.test(path.replace(/[[\]]/g, ''))))
    expect(matched.sort()).toEqual(perRequest.sort())
  })

  test('every page, route, asset, redirect and 404 carries its headers', async ({ request }) => {
    const pages = [
      '/',
      '/api/docs',
      '/blog',
      '/sign-in',
      '/sign-up',
      '/sign-up/complete',
      SAMPLE_POST,
      '/blog/no-such-post',
    ]
    const missing = ['/no-such-page', '/posts/a/b', '/blog?cursor=none', '/posts/not-an-id']
    const assets = new Set<string>()
    for (const path of [...pages, ...missing]) {
      const answer = await get(request, path)
      expectCommon(answer, path)
      const html = await expectPagePolicy(answer, path)
      for (const [, asset] of html.matchAll(/(?:src|href)="(\/(?:_next|icon)[^"]+)"/g)) assets.add(asset ?? '')
    }
    const redirects = ['/dashboard', '/posts', '/posts/new', '/posts/01890000-0000-7000-8000-000000000000', '/sign-in/']
    for (const path of redirects) {
      const answer = await get(request, path)
      expect.soft([307, 308], path).toContain(answer.status())
      expectCommon(answer, path)
    }
    expect(assets.size).toBeGreaterThan(5)
    assets.add('/_next/static/no-such-file.js')
    for (const path of assets) expectCommon(await get(request, path), path)
    const api = [
      '/api/v1/posts',
      '/api/health/live',
      '/api/no-such-route',
      '/api/v1/me/stats',
      '/api/auth/admin/list-users',
    ]
    for (const path of api) {
      const answer = await get(request, path)
      expectCommon(answer, path)
      expect.soft(policyOf(answer), path).toBe("default-src 'none'; frame-ancestors 'none'")
    }
  })

  test('what depends on a person is kept by nobody', async ({ page }) => {
    await signUp(page.request)
    const { id } = await writePost(page.request, { title: 'Kept by nobody' })
    for (const path of ['/dashboard', '/posts', '/posts/new', `/posts/${id}`, '/sign-up', '/sign-up/complete']) {
      const answer = await get(page.request, path)
      expect.soft(answer.status(), path).toBe(200)
      expect.soft(answer.headers()['cache-control'], path).toMatch(/private.*no-store/)
      await expectPagePolicy(answer, path)
    }
  })

  test('a page that fails answers 500 with its headers and a nonce', ALONE, async ({ request, database }) => {
    await database.query('alter table posts rename to posts_away')
    try {
      const answer = await get(request, '/blog?author=01890000-0000-7000-8000-0000000000ff')
      expect(answer.status()).toBe(500)
      expectCommon(answer, '500')
      await expectPagePolicy(answer, '500')
    } finally {
      await database.query('alter table posts_away rename to posts')
    }
  })

  test('a nonce is used once, in 100 of 100 answers', async ({ request }) => {
    const seen = new Set<string>()
    for (let count = 0; count < 100; count += 1) {
      const [nonce] = noncesIn(policyOf(await get(request, count % 2 ? '/sign-in' : '/blog')))
      seen.add(nonce ?? '')
    }
    expect(seen.size).toBe(100)
    expect(seen.has('')).toBe(false)
  })

  test('no nonce gets into a cached page, not even one that a visitor sends along', async ({ page, request }) => {
    await signUp(page.request)
    const { slug } = await writePost(page.request, { title: `Used once ${Date.now()}` })
    const planted = "script-src 'nonce-cGxhbnRlZCBieSBhIHZpc2l0b3I='"
    for (const path of [`/blog/${slug}`, '/', '/no-such-page']) {
      for (let round = 0; round < 3; round += 1) {
        const answer = await get(request, path, { 'content-security-policy': planted })
        expect(noncesIn(policyOf(answer) + (await answer.text())), path).toEqual([])
      }
    }
  })

  test('a post wakes up without a refused script on its MISS, its HIT and its STALE answer', async ({
    page,
    browser,
  }) => {
    test.setTimeout(REVALIDATE_MS + 60_000)
    await signUp(page.request)
    const { slug } = await writePost(page.request, {
      title: `Policy ${Date.now()}`,
      content: '# One\n\n`code`\n\nTwo.',
    })
    const visit = async (expected: string) => {
      const context = await browser.newContext()
      const reader = await context.newPage()
      const violations = await watchViolations(reader)
      const answer = await reader.goto(`/blog/${slug}`)
      expect(answer?.headers()['x-nextjs-cache']).toBe(expected)
      await expectAwake(reader)
      expect(await violations()).toEqual([])
      await context.close()
    }
    await visit('MISS')
    await visit('HIT')
    await page.waitForTimeout(REVALIDATE_MS + 1_000)
    await visit('STALE')
  })

  test('every page wakes up without a refused script, and its forms can be used', async ({ page }) => {
    test.setTimeout(120_000)
    const violations = await watchViolations(page)
    for (const path of ['/', '/api/docs', '/blog', '/sign-in', '/sign-up']) {
      await page.goto(path)
      await expectAwake(page)
      for (const button of await page.locator('form button[type=submit]').all()) await expect(button).toBeEnabled()
    }
    // Each form parses once, with zod in the browser.
    await page.goto('/sign-in')
    await page.getByLabel('E-mail').fill('nobody')
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true')
    await page.goto('/no-such-page')
    await signUp(page.request)
    await page.goto('/posts/not-an-id')
    await page.goto('/posts/new')
    await page.getByLabel('Title').fill('Written under the policy')
    await page.getByLabel('Text in Markdown').fill('Some **words**.')
    await page.getByRole('button', { name: 'Publish' }).click()
    await expect(page).toHaveURL(/\/posts(?:\/[0-9a-f-]{36})?$/)
    await page.goto('/dashboard')
    expect(await violations()).toEqual([])
  })

  test('reached over https, everything says that it stays there, and the session cookie is sent over nothing else', async ({
    request,
  }) => {
    const origin = 'https://app.example.test'
    const { DATABASE_URL = '' } = process.env
    const app = await startApp('https', { DATABASE_URL, APP_URL: origin, TRUSTED_PROXY: '1', HSTS_SUBDOMAINS: '1' })
    try {
      const paths = [
        '/',
        '/sign-in',
        SAMPLE_POST,
        SAMPLE_POST,
        '/no-such-page',
        '/dashboard',
        '/sign-in/',
        '/icon.svg',
        '/api/v1/posts',
      ]
      for (const path of paths) {
        const answer = await get(request, app.url + path)
        const { 'strict-transport-security': transport, 'content-type': type } = answer.headers()
        expect.soft(transport, path).toBe('max-age=63072000; includeSubDomains')
        if (!type?.startsWith('text/html') || path === '/dashboard') continue
        expect.soft(policyOf(answer), path).toMatch(/; upgrade-insecure-requests$/)
        await expectPagePolicy(answer, path)
      }
      const signedIn = await request.post(`${app.url}/api/auth/sign-in/email`, {
        data: { email: 'demo@example.com', password: process.env.DEMO_PASSWORD },
        headers: { origin, 'x-forwarded-for': newAddress() },
      })
      expect(signedIn.status(), await signedIn.text()).toBe(200)
      const cookie = signedIn.headers()['set-cookie'] ?? ''
      expect(cookie).toMatch(/^__Secure-/)
      for (const flag of ['Secure', 'HttpOnly', 'SameSite=Lax', 'Path=/']) expect(cookie).toContain(`; ${flag}`)
      expect(cookie).not.toContain('Domain=')
    } finally {
      await app.stop('SIGTERM')
    }
  })
})

import type { Page } from 'playwright/test'
import { startApp } from '@/tests/support/app-under-test'
import { expect, SAMPLE_POST, signUp, test, writePost } from '@/tests/support/e2e'

const ORIGIN = process.env.E2E_BASE_URL ?? ''

/** What the page's head says of itself: the last word for each name. */
const headOf = (page: Page) =>
  page.evaluate(() => {
    const metas = [...document.querySelectorAll('meta')].map((meta) => [
      meta.getAttribute('property') ?? meta.name,
      meta.content,
    ])
    const canonical = document.querySelector<HTMLLinkElement>('link[rel=canonical]')?.getAttribute('href')
    const feed = document.querySelector('link[type="application/rss+xml"]')?.getAttribute('href')
    return { ...Object.fromEntries(metas), canonical, feed, title: document.title } as Record<
      string,
      string | undefined
    >
  })

/** Parses XML as browsers do: what is not well formed becomes an error element. */
const readXml = (page: Page, xml: string, tag: string) =>
  page.evaluate(
    ([text, name]) => {
      const document = new DOMParser().parseFromString(text ?? '', 'application/xml')
      if (document.querySelector('parsererror')) throw new Error(document.documentElement.textContent ?? 'not XML')
      return [...document.getElementsByTagName(name ?? '')].map((element) => element.textContent)
    },
    [xml, tag],
  )

const PHONE_KILLERS = [
  '# A heading with Donaudampfschifffahrtselektrizitätenhauptbetriebswerkbauunterbeamtengesellschaft',
  `https://example.com/${'a-very-long-address/'.repeat(12)}`,
  `| ${'column | '.repeat(12)}\n|${' --- |'.repeat(13)}\n| ${'some value | '.repeat(12)}`,
  `\`\`\`ts\nconst line = '${'x'.repeat(400)}'\n\`\`\``,
  `\`${'inline'.repeat(60)}\``,
  '![A wide picture](/icon-512.png)',
  `> ${'quoted'.repeat(40)}`,
  '[elsewhere](https://example.com/) and [here](/blog)',
].join('\n\n')

test.describe('what the public pages say of themselves', () => {
  test.beforeEach(({}, { project }) => {
    test.skip(project.name !== 'desktop', 'the same at every width')
  })

  test('each has one canonical address of this origin, and a picture that is there', async ({ page }) => {
    await signUp(page.request)
    const { slug } = await writePost(page.request, { title: 'Said of itself', content: 'An excerpt.' })
    for (const path of ['/', '/blog', `/blog/${slug}`]) {
      await page.goto(path)
      const head = await headOf(page)
      expect(head.canonical, path).toBe(`${ORIGIN}${path === '/' ? '' : path}`)
      expect(await page.locator('link[rel=canonical]').count()).toBe(1)
      expect(head.description, path).toBeTruthy()
      expect(head['og:title'], path).toBeTruthy()
      expect(head['twitter:card'], path).toBe('summary_large_image')
      expect(head['og:image'], path).toMatch(new RegExp(`^${ORIGIN}/`))
      expect(head['twitter:image'], path).toMatch(new RegExp(`^${ORIGIN}/`))
      const image = await page.request.get(head['og:image'] ?? '')
      expect(image.headers()['content-type']).toBe('image/png')
      const bytes = await image.body()
      expect([bytes.readUInt32BE(16), bytes.readUInt32BE(20)]).toEqual([1200, 630])
    }
    const head = await headOf(page)
    expect(head.feed).toBe(`${ORIGIN}/feed.xml`)
    expect(head['og:type']).toBe('article')
    expect(head['article:author']).toBe('Robin Reader')
  })

  test('a picture is drawn once and kept; where no post is there is none', async ({ page }) => {
    await signUp(page.request)
    const { slug } = await writePost(page.request, { title: 'Drawn once' })
    const picture = () => page.request.get(`/blog/${slug}/opengraph-image`)
    expect((await picture()).headers()['x-nextjs-cache']).toBe('MISS')
    expect((await picture()).headers()['x-nextjs-cache']).toBe('HIT')
    expect((await page.request.get('/blog/no-such-post/opengraph-image')).status()).toBe(404)
  })

  test('a post is described in schema.org’s words, which no title can break out of, and the policy refuses nothing', async ({
    page,
  }) => {
    const refused: string[] = []
    page.on('console', (message) => {
      if (/Content Security Policy/i.test(message.text())) refused.push(message.text())
    })
    await signUp(page.request)
    const title = `</script><script>alert(1)</script> ${Date.now()}`
    const { slug } = await writePost(page.request, { title, content: 'Text.' })
    await page.goto(`/blog/${slug}`, { waitUntil: 'networkidle' })
    const data = JSON.parse((await page.locator('script[type="application/ld+json"]').textContent()) ?? '')
    const [post, crumbs] = data['@graph']
    expect(post).toMatchObject({ '@type': 'BlogPosting', headline: title, url: `${ORIGIN}/blog/${slug}` })
    expect(post.author).toMatchObject({ '@type': 'Person', name: 'Robin Reader' })
    expect(Date.parse(post.datePublished)).not.toBeNaN()
    expect(crumbs['@type']).toBe('BreadcrumbList')
    expect(crumbs.itemListElement.map((item: { item: string }) => item.item)).toEqual([
      `${ORIGIN}/`,
      `${ORIGIN}/blog`,
      `${ORIGIN}/blog/${slug}`,
    ])
    expect(refused).toEqual([])
  })

  test('feed, sitemap and robots.txt name what is public and nothing else', async ({ page }) => {
    await signUp(page.request)
    const shown = await writePost(page.request, { title: 'Shown & <told>' })
    const draft = await writePost(page.request, { title: 'Not yet', published: false })
    await page.goto('/blog')

    const feed = await page.request.get('/feed.xml')
    expect(feed.headers()['content-type']).toContain('application/rss+xml')
    const xml = await feed.text()
    expect(await readXml(page, xml, 'title')).toContain('Shown & <told>')
    expect(await readXml(page, xml, 'link')).toContain(`${ORIGIN}/blog/${shown.slug}`)
    expect(xml).not.toContain(draft.slug)
    const unchanged = await page.request.get('/feed.xml', { headers: { 'if-none-match': feed.headers().etag ?? '' } })
    expect(unchanged.status()).toBe(304)

    const sitemap = await (await page.request.get('/sitemap.xml')).text()
    const places = await readXml(page, sitemap, 'loc')
    expect(places).toEqual(expect.arrayContaining([`${ORIGIN}/`, `${ORIGIN}/blog`, `${ORIGIN}/blog/${shown.slug}`]))
    expect(sitemap).not.toContain(draft.slug)
    for (const place of places.slice(0, 12)) {
      expect((await page.request.get(place ?? '', { maxRedirects: 0 })).status(), place ?? '').toBe(200)
    }

    const robots = await (await page.request.get('/robots.txt')).text()
    expect(robots).toContain(`Sitemap: ${ORIGIN}/sitemap.xml`)
    expect(robots).toContain('Disallow: /dashboard')
    expect(robots).not.toMatch(/Disallow: \/(?:sign-in|blog)?$/m)

    const manifest = await (await page.request.get('/manifest.webmanifest')).json()
    for (const { src } of manifest.icons) expect((await page.request.get(src)).status(), src).toBe(200)
  })

  test('older pages of the list are followed and not found; an author’s list has an address of its own', async ({
    page,
  }) => {
    await page.goto('/blog')
    await page.getByRole('link', { name: 'Older posts' }).click()
    await expect(page).toHaveURL(/cursor=/)
    expect((await headOf(page)).robots).toBe('noindex, follow')
    const { data } = await (await page.request.get('/api/v1/posts?q=rate+limit&limit=1')).json()
    await page.goto(`/blog?author=${data[0].author.id}`)
    expect((await headOf(page)).canonical).toBe(`${ORIGIN}/blog?author=${data[0].author.id}`)
  })

  test('a build that knows no address says the one it runs under, everywhere', async ({ page, request }) => {
    const origin = 'https://app.example.test'
    const { DATABASE_URL = '' } = process.env
    const app = await startApp('seo', { DATABASE_URL, APP_URL: origin })
    try {
      for (const path of ['/', '/blog', SAMPLE_POST, '/api/docs', '/no-such-page', '/sign-in']) {
        const html = await (await request.get(app.url + path)).text()
        // Examples in the text may name localhost; what the head says of the page may not.
        expect.soft(html, path).not.toContain('origin.invalid')
        expect.soft(html.match(/<(?:link|meta) [^>]*localhost[^>]*>/g), path).toBeNull()
        expect.soft(html, path).toContain(`${origin}/`)
      }
      for (const path of ['/feed.xml', '/sitemap.xml', '/robots.txt']) {
        const text = await (await request.get(app.url + path)).text()
        expect.soft(text, path).not.toMatch(/localhost|origin\.invalid/)
        expect.soft(text, path).toContain(`${origin}/`)
      }
      // The same in what a browser asks for when it comes from another page of the app.
      const flight = await (await request.get(`${app.url}/`, { headers: { rsc: '1' } })).text()
      expect(flight).not.toContain('origin.invalid')
      await page.goto(app.url)
      await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    } finally {
      await app.stop('SIGTERM')
    }
  })
})

test('nothing in a post pushes the page sideways, links out are not endorsed, and code is coloured before it is sent', async ({
  page,
}) => {
  await signUp(page.request)
  const { slug } = await writePost(page.request, { title: 'W'.repeat(120), content: PHONE_KILLERS })
  const scripts: string[] = []
  page.on('response', async (response) => {
    if (response.request().resourceType() === 'script') scripts.push(await response.text().catch(() => ''))
  })
  await page.goto(`/blog/${slug}`, { waitUntil: 'networkidle' })
  expect(await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)).toBeLessThanOrEqual(0)
  await expect(page.getByRole('link', { name: 'elsewhere' })).toHaveAttribute('rel', /nofollow ugc noopener/)
  await expect(page.getByRole('link', { name: 'here', exact: true })).not.toHaveAttribute('rel', /./)
  await expect(page.locator('pre .hljs-keyword').first()).toHaveText('const')
  expect(scripts.length).toBeGreaterThan(0)
  expect(scripts.filter((text) => /hljs|hast-util|micromark/.test(text))).toEqual([])
})

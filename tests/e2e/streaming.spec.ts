import { get } from 'node:http'
import { ALONE, cookieHeader, expect, newAddress, signUp, test, writePost } from '@/tests/support/e2e'

type Arrival = { text: string; atMs: number }

/** Reads a page as it arrives; `atMs` counts from the request. */
function arrivals(url: string, cookie: string, onFirst: () => void): Promise<Arrival[]> {
  const begun = performance.now()
  const chunks: Arrival[] = []
  return new Promise((resolve, reject) => {
    get(url, { headers: { cookie, 'x-forwarded-for': newAddress() } }, (response) => {
      response.setEncoding('utf8')
      response.on('data', (text: string) => {
        if (chunks.length === 0) onFirst()
        chunks.push({ text, atMs: Math.round(performance.now() - begun) })
      })
      response.on('end', () => resolve(chunks))
    }).on('error', reject)
  })
}

test('the shell of the dashboard arrives before its data', ALONE, async ({ page, database, baseURL }) => {
  await signUp(page.request)
  await writePost(page.request, { title: 'Held back' })
  const cookie = await cookieHeader(page)

  // The lock holds the posts back until the first bytes are here: the shell cannot depend on them.
  await database.query('begin')
  await database.query('lock table posts in access exclusive mode')
  let released = false
  const release = () => {
    released = true
    void database.query('commit')
  }
  const chunks = await arrivals(`${baseURL}/dashboard`, cookie, () => setTimeout(release, 300))

  const whole = chunks.map(({ text }) => text).join('')
  const first = chunks[0]
  const data = chunks.find(({ text }) => text.includes('Held back'))
  expect(released).toBe(true)
  expect(first?.text).toMatch(/<h1/)
  expect(first?.text).not.toContain('Held back')
  expect(whole).toContain('Held back')
  expect(data?.atMs ?? 0).toBeGreaterThan(first?.atMs ?? Infinity)
  test.info().annotations.push({ type: 'shell and data', description: `${first?.atMs} ms, ${data?.atMs} ms` })
  process.stdout.write(`        dashboard: shell after ${first?.atMs} ms, data after ${data?.atMs} ms\n`)
})

test('a section that fails shows its own retry and leaves the page working', ALONE, async ({ page, database }) => {
  await signUp(page.request)
  await database.query('alter table post_daily_views rename to post_daily_views_away')
  try {
    const answer = await page.goto('/dashboard')
    expect(answer?.status()).toBe(200)
    await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
    await expect(page.getByRole('button', { name: /try again|retry/i }).first()).toBeVisible()
    await page.getByRole('link', { name: /posts/i }).first().click()
    await expect(page).toHaveURL(/\/posts$/)
  } finally {
    await database.query('alter table post_daily_views_away rename to post_daily_views')
  }
  // A load that failed is not repeated for a second, whoever asks.
  await expect(async () => {
    await page.goto('/dashboard')
    await expect(page.getByRole('button', { name: /try again|retry/i })).toHaveCount(0, { timeout: 500 })
  }).toPass({ timeout: 15_000 })
})

test('a refresh brings what is new and leaves the place where it was', async ({ page }) => {
  await signUp(page.request)
  await page.setViewportSize({ width: 390, height: 500 })
  await page.goto('/dashboard')
  await expect(page.getByText('No posts yet')).toBeVisible()
  await page.evaluate(() => window.scrollTo(0, 300))
  await expect.poll(() => page.evaluate(() => window.scrollY)).toBe(300)
  await writePost(page.request, { title: 'Written elsewhere' })
  await page.getByRole('button', { name: 'Refresh' }).dispatchEvent('click')
  await expect(page.getByRole('link', { name: 'Written elsewhere' }).first()).toBeAttached()
  expect(await page.evaluate(() => window.scrollY)).toBe(300)
})

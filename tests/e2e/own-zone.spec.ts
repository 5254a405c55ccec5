import { expect, signUp, test, writePost } from '@/tests/support/e2e'

test.use({ locale: 'de-DE', timezoneId: 'Pacific/Auckland' })

test('who is signed in reads dates and numbers as at home, and nothing jumps when the browser goes over to them', async ({
  page,
  database,
  baseURL,
}) => {
  const errors: string[] = []
  page.on('pageerror', (error) => errors.push(error.message))
  await page.addInitScript(() => {
    const shifts = Object.assign(window, { shifted: 0 })
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries()) shifts.shifted += (entry as PerformanceEntry & { value: number }).value
    }).observe({ type: 'layout-shift', buffered: true })
  })
  await signUp(page.request)
  const { id, slug } = await writePost(page.request, { title: 'Granite' })
  const today = new Date().toISOString().slice(0, 10)
  await database.query('insert into post_daily_views (post_id, day, views) values ($1, $2, 1234)', [id, today])
  await database.query(`update posts set published_at = '2026-03-01T20:30:00Z' where id = $1`, [id])

  await page.goto('/dashboard', { waitUntil: 'networkidle' })
  await expect(
    page.getByRole('definition').or(page.locator('b')).getByText('1.234', { exact: true }).first(),
  ).toBeVisible()
  await expect(page.locator('main time[lang=de-DE]', { hasText: '2. März' })).toHaveCount(1)
  const hour = Number(new Date().toLocaleTimeString('en-GB', { timeZone: 'Pacific/Auckland', hour: '2-digit' }))
  const greeting = hour < 5 ? 'Hello' : hour < 12 ? 'Good morning' : hour < 18 ? 'Good afternoon' : 'Good evening'
  await expect(page.getByRole('heading', { level: 1 })).toHaveText(`${greeting}, Robin`)
  expect(await page.evaluate(() => (window as unknown as { shifted: number }).shifted)).toBeLessThanOrEqual(0.02)

  await page.goto('/settings/security')
  await expect(page.getByText(/last seen heute \d\d:\d\d$/)).toBeVisible()
  expect(errors).toEqual([])

  const publicPage = await (await page.request.get(`${baseURL}/blog/${slug}`)).text()
  expect(publicPage, 'a public page is the same for everybody').toContain('Sunday 1 March 2026')
})

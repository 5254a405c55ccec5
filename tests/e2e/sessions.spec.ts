import { cookieHeader, expect, keepAsleep, PASSWORD, signUp, stranger, test } from '@/tests/support/e2e'

test('a person signs in, and a wrong password tells nothing but that', async ({ page, browser }) => {
  const other = await stranger(browser)
  const { email } = await signUp(other.request)

  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert').filter({ hasText: 'do not match' })).toBeVisible()
  await expect(page.getByLabel('E-mail')).toHaveValue(email)

  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/dashboard$/)
  await other.context().close()
})

test('the demo user of the seed signs in', async ({ page }) => {
  await page.goto('/sign-in')
  await page.getByLabel('E-mail').fill('demo@example.com')
  await page.getByLabel('Password', { exact: true }).fill(process.env.DEMO_PASSWORD ?? '')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/dashboard$/)
})

test('after signing out the old cookie opens nothing', async ({ page, playwright, baseURL }) => {
  await signUp(page.request)
  await page.goto('/dashboard')
  const cookie = await cookieHeader(page)
  await page.getByRole('button', { name: 'Robin Reader' }).click()
  await page.getByRole('button', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)

  const replay = await playwright.request.newContext({ baseURL: baseURL ?? '', extraHTTPHeaders: { cookie } })
  expect((await replay.get('/api/v1/me/stats')).status()).toBe(401)
  const dashboard = await replay.get('/dashboard', { maxRedirects: 0 })
  expect(dashboard.status()).toBe(307)
  await replay.dispose()
})

test('a signed-out visitor of a private page comes back to it after signing in', async ({ page, browser }) => {
  const other = await stranger(browser)
  const { email } = await signUp(other.request)
  await page.goto('/posts')
  await expect(page).toHaveURL(/\/sign-in\?next=%2Fposts$/)
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/posts$/)
  await other.context().close()
})

test('an address that does not exist is a 404, signed in or not', async ({ page }) => {
  expect((await page.goto('/no-such-page'))?.status()).toBe(404)
  expect((await page.goto('/blog/no-such-post'))?.status()).toBe(404)
  await signUp(page.request)
  expect((await page.goto('/posts/01890000-0000-7000-8000-000000000000'))?.status()).toBe(404)
})

test('what was typed before the page was awake is kept', async ({ page }) => {
  const { email } = await signUp(page.request)
  await page.context().clearCookies()
  const wake = await keepAsleep(page)
  await page.goto('/sign-in', { waitUntil: 'commit' })
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
  wake()
  await expect(page.getByRole('button', { name: 'Sign in', exact: true })).toBeEnabled()
  await expect(page.getByLabel('E-mail')).toHaveValue(email)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page).toHaveURL(/\/dashboard$/)
})

import { expect, linkMailedTo, newEmail, PASSWORD, stranger, test } from '@/tests/support/e2e'

test('a new person signs up, publishes a post and sees it being read', async ({ page, browser }) => {
  test.setTimeout(90_000)
  const email = newEmail()

  await page.goto('/sign-up')
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: /link/i }).click()
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()

  await page.goto(await linkMailedTo(email))
  await page.getByLabel('Name', { exact: true }).fill('Ada Author')
  await page
    .getByLabel(/password/i)
    .first()
    .fill(PASSWORD)
  await page.getByRole('button', { name: 'Create account' }).click()
  await expect(page).toHaveURL(/\/dashboard$/)
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()

  const title = `Granite ${Date.now()}`
  await page.goto('/posts/new')
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Text in Markdown').fill('# Hello\n\nA post with **weight**.')
  await page.getByRole('button', { name: 'Publish' }).click()
  await expect(page.getByRole('link', { name: 'View post' })).toBeVisible()
  const slug = title.toLowerCase().replace(' ', '-')

  const reader = await stranger(browser)
  await expect(async () => {
    const answer = await reader.goto(`/blog/${slug}`)
    expect(answer?.status()).toBe(200)
  }).toPass()
  await expect(reader.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(reader.locator('strong', { hasText: 'weight' })).toBeVisible()

  await expect(async () => {
    const stats = await page.request.get('/api/v1/me/stats?days=30')
    expect(((await stats.json()) as { reads: number }).reads).toBe(1)
  }).toPass({ timeout: 10_000 })
  await page.goto('/dashboard')
  await expect(page.getByRole('main').getByText(title).first()).toBeVisible()
  await reader.context().close()
})

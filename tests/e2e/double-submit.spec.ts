import { expect, newEmail, PASSWORD, signUp, stranger, test } from '@/tests/support/e2e'

test('clicking twice writes one post', async ({ page, database }) => {
  await signUp(page.request)
  const title = `Clicked twice ${Date.now()}`
  await page.goto('/posts/new')
  await page.getByLabel('Title').fill(title)
  await page.getByLabel('Text in Markdown').fill('One line.')
  await page.getByRole('button', { name: 'Publish' }).dblclick()
  const rows = async () => (await database.query('select 1 from posts where title = $1', [title])).rows.length
  await expect.poll(rows).toBe(1)
  await page.waitForLoadState('networkidle')
  expect(await rows()).toBe(1)
})

test('pressing Enter twice asks for one account', async ({ page, database }) => {
  const email = newEmail()
  await page.goto('/sign-up')
  await page.getByLabel('E-mail').fill(email)
  await page.keyboard.press('Enter')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeVisible()
  const { rows } = await database.query('select 1 from verifications where value = $1', [email])
  expect(rows).toHaveLength(1)
})

for (const place of ['//evil.test', 'https://evil.test/', '/\\evil.test', '\\\\evil.test', 'javascript:alert(1)']) {
  test(`signing in never leads to ${place}`, async ({ page, browser, baseURL }) => {
    const other = await stranger(browser)
    const { email } = await signUp(other.request)
    await page.goto(`/sign-in?next=${encodeURIComponent(place)}`)
    await page.getByLabel('E-mail').fill(email)
    await page.getByLabel('Password', { exact: true }).fill(PASSWORD)
    await page.getByRole('button', { name: 'Sign in' }).click()
    await expect(page).toHaveURL(/\/dashboard$/)
    expect(new URL(page.url()).origin).toBe(new URL(baseURL ?? '').origin)
    await other.context().close()
  })
}

import type { Page } from 'playwright/test'
import { expect, linkMailedTo, newEmail, PASSWORD, signIn, signUp, stranger, test } from '@/tests/support/e2e'
import { appCode } from '@/tests/support/totp'

const NEW_PASSWORD = 'a wide quiet valley 9'

/** Turns two-factor on through the page; leaves what an app would know, and the backup codes. */
async function turnOnTwoFactor(page: Page) {
  await page.goto('/settings/security')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByAltText('The code to scan')).toBeVisible()
  const secret = (await page.locator('form code').innerText()).trim()
  await page.getByLabel('Code from your app').fill('000000')
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByLabel('Code from your app')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Code from your app').fill(appCode(secret))
  await page.getByRole('button', { name: 'Turn on' }).click()
  await expect(page.getByRole('heading', { name: 'Store these backup codes now' })).toBeFocused()
  const codes = await page.locator('section li', { hasText: /^[\w-]{8,}$/ }).allInnerTexts()
  expect(codes).toHaveLength(10)
  await page.getByRole('button', { name: 'I have stored it' }).click()
  await expect(page.getByRole('button', { name: 'New backup codes' })).toBeVisible()
  return { secret, codes }
}

test('who forgot the password gets a link, chooses another, and is signed out everywhere', async ({
  page,
  browser,
}) => {
  const other = await stranger(browser)
  const { email } = await signUp(other.request)

  await page.goto('/sign-in')
  await page.getByRole('link', { name: 'Forgot password?' }).click()
  await expect(page).toHaveURL(/\/forgot-password$/)
  await page.getByLabel('E-mail').fill(email)
  await page.getByRole('button', { name: 'Send me the link' }).click()
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeFocused()

  const link = await linkMailedTo(email, '/reset-password')
  await page.goto(link)
  await page.getByLabel('New password').fill('password1234')
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByLabel('New password')).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('New password').fill(NEW_PASSWORD)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('heading', { name: 'Your password is set' })).toBeVisible()
  expect((await other.request.get('/api/v1/me')).status()).toBe(401)

  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await signIn(page, email, NEW_PASSWORD)
  await expect(page).toHaveURL(/\/dashboard$/)

  await page.goto(link)
  await page.getByLabel('New password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Set password' }).click()
  await expect(page.getByRole('heading', { name: 'This link is used or has expired' })).toBeVisible()
  await other.context().close()
})

test('whom an admin invited chooses a password behind the mailed link', async ({ page, browser, baseURL }) => {
  const admin = await stranger(browser)
  await admin.goto('/sign-in')
  await signIn(admin, 'admin@example.com', process.env.DEMO_PASSWORD ?? '')
  await expect(admin).toHaveURL(/\/dashboard$/)
  const email = newEmail()
  const made = await admin.request.post('/api/v1/users', {
    data: { email, name: 'Ines Invited' },
    headers: { origin: baseURL ?? '' },
  })
  expect(made.status(), await made.text()).toBe(201)

  await page.goto(await linkMailedTo(email, '/reset-password'))
  await page.getByLabel('New password').fill(NEW_PASSWORD)
  await page.getByRole('button', { name: 'Set password' }).click()
  await page.getByRole('link', { name: 'Sign in' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  await signIn(page, email, NEW_PASSWORD)
  await expect(page).toHaveURL(/\/dashboard$/)
  await admin.context().close()
})

test('an address changes when the old and the new one have agreed, and not before', async ({ page }) => {
  const { email } = await signUp(page.request)
  const next = newEmail()
  await page.goto('/settings/security')
  await page.getByLabel('New address').fill(next)
  await page.getByRole('button', { name: 'Change address' }).click()
  await expect(page.getByRole('status').filter({ hasText: 'We have written to' })).toBeVisible()

  await page.goto(await linkMailedTo(next, '/confirm-email'))
  await page.getByRole('button', { name: 'I agree to the change' }).click()
  await expect(page.getByRole('heading', { name: 'One more to go' })).toBeVisible()
  expect(await (await page.request.get('/api/v1/me')).json()).toMatchObject({ email })

  await page.goto(await linkMailedTo(email, '/confirm-email'))
  await page.getByRole('button', { name: 'I agree to the change' }).click()
  await expect(page.getByRole('heading', { name: 'Your address is changed' })).toBeVisible()

  await page.context().clearCookies()
  await page.goto('/sign-in')
  await signIn(page, next, PASSWORD)
  await expect(page).toHaveURL(/\/dashboard$/)
})

test('with two-factor on a sign-in asks for a code, and takes a backup code once', async ({ page, browser }) => {
  const { email } = await signUp(page.request)
  const { secret, codes } = await turnOnTwoFactor(page)

  const other = await stranger(browser)
  await other.goto('/sign-in?next=%2Fposts')
  await signIn(other, email, PASSWORD)
  await expect(other).toHaveURL(/\/two-factor\?next=%2Fposts$/)
  await other.getByLabel('Code from your app').fill('123456')
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other.getByLabel('Code from your app')).toHaveAttribute('aria-invalid', 'true')
  await other.getByLabel('Code from your app').fill(appCode(secret, 1))
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other).toHaveURL(/\/posts$/)

  await other.context().clearCookies()
  await other.goto('/sign-in')
  await signIn(other, email, PASSWORD)
  await other.getByRole('button', { name: 'Use a backup code' }).click()
  await other.getByLabel('Backup code').fill(codes[0] ?? '')
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other).toHaveURL(/\/dashboard$/)

  await other.context().clearCookies()
  await other.goto('/sign-in')
  await signIn(other, email, PASSWORD)
  await other.getByRole('button', { name: 'Use a backup code' }).click()
  await other.getByLabel('Backup code').fill(codes[0] ?? '')
  await other.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(other.getByLabel('Backup code')).toHaveAttribute('aria-invalid', 'true')
  await other.context().close()
})

test('two-factor is turned off with the password, and then the password alone signs in', async ({ page, browser }) => {
  const { email } = await signUp(page.request)
  await turnOnTwoFactor(page)
  await page.getByRole('button', { name: 'Turn off' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Password', { exact: true }).fill('not the password')
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(dialog.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible()
  await dialog.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await dialog.getByRole('button', { name: 'Turn off' }).click()
  await expect(page.getByRole('button', { name: 'Turn on' })).toBeVisible()

  const other = await stranger(browser)
  await other.goto('/sign-in')
  await signIn(other, email, PASSWORD)
  await expect(other).toHaveURL(/\/dashboard$/)
  await other.context().close()
})

test('the code step without a first step sends back to the sign-in page', async ({ page }) => {
  await page.goto('/two-factor?next=//evil.example')
  await page.getByLabel('Code from your app').fill('123456')
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
  await expect(page.getByRole('heading', { name: 'That took too long' })).toBeVisible()
  await expect(page.getByRole('alert').getByRole('link', { name: 'Sign in' })).toHaveAttribute(
    'href',
    '/sign-in?next=%2Fdashboard',
  )
})

import { readFile } from 'node:fs/promises'
import type pg from 'pg'
import type { Page } from 'playwright/test'
import { expect, newAddress, PASSWORD, signIn, signUp, stranger, test, writePost } from '@/tests/support/e2e'

/** Makes the sign-in of this person older than what dangerous operations take. */
const age = (database: pg.Client, email: string) =>
  database.query(
    `update sessions set created_at = now() - interval '20 minutes' where user_id = (select id from users where email = $1)`,
    [email],
  )

async function proveAgain(page: Page, password = PASSWORD) {
  const dialog = page.getByRole('dialog', { name: 'Is it you?' })
  await dialog.getByLabel('Password', { exact: true }).fill(password)
  await dialog.getByRole('button', { name: 'Go on' }).click()
}

test('a person writes about themselves, and readers see the new name', async ({ page, browser }) => {
  await signUp(page.request)
  const { slug } = await writePost(page.request, { title: `Signed ${Date.now()}` })
  await page.goto('/dashboard')
  await page.getByRole('link', { name: 'Settings' }).filter({ visible: true }).first().click()
  await expect(page).toHaveURL(/\/settings\/profile$/)
  await page.getByLabel('Name', { exact: true }).fill('')
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Name', { exact: true }).fill('Robin of the Ledge')
  await page.getByLabel('About you').fill('Climbs, and writes it down.')
  await expect(page.getByText('27 of 500')).toBeVisible()
  await page.getByRole('button', { name: 'Save profile' }).click()
  await expect(page.getByText('Profile saved')).toBeVisible()
  await page.reload()
  await expect(page.getByLabel('About you')).toHaveValue('Climbs, and writes it down.')

  const reader = await stranger(browser)
  await expect(async () => {
    await reader.goto(`/blog/${slug}`)
    await expect(reader.getByText('Robin of the Ledge').first()).toBeVisible({ timeout: 500 })
  }).toPass()
  await reader.context().close()
})

test('a picture is looked at before it is saved, and can be removed', async ({ page }) => {
  await signUp(page.request)
  await page.goto('/settings/profile')
  const picture = await page.screenshot()
  await page.getByLabel('Picture file').setInputFiles({ name: 'me.png', mimeType: 'image/png', buffer: picture })
  await expect(page.getByRole('main').locator('img')).toHaveAttribute('src', /^blob:/)
  await page.getByRole('button', { name: 'Save picture' }).click()
  await expect(page.getByRole('main').locator('img')).toHaveAttribute('src', /\/api\/v1\/avatars\//)
  const source = await page.getByRole('main').locator('img').getAttribute('src')
  expect((await page.request.get(source ?? '')).headers()['content-type']).toMatch(/^image\//)
  await page.getByRole('button', { name: 'Remove picture' }).click()
  await expect(page.getByRole('main').locator('img')).toHaveCount(0)

  const text = { name: 'me.png', mimeType: 'image/png', buffer: Buffer.from('not a picture') }
  await page.getByLabel('Picture file').setInputFiles(text)
  await page.getByRole('button', { name: 'Save picture' }).click()
  await expect(page.getByRole('alert').filter({ hasText: /\w/ })).toBeVisible()
})

test('a new password takes the old one, and signs out every other browser', async ({ page, browser }) => {
  const { email } = await signUp(page.request)
  const other = await stranger(browser)
  await other.goto('/sign-in')
  await signIn(other, email, PASSWORD)
  await expect(other).toHaveURL(/\/dashboard$/)

  await page.goto('/settings/security')
  await page.getByLabel('Current password').fill('not the password')
  await page.getByLabel('New password').fill('a wide quiet valley 9')
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByLabel('Current password')).toHaveAttribute('aria-invalid', 'true')
  await expect(page.getByLabel('New password')).toHaveValue('a wide quiet valley 9')
  await page.getByLabel('Current password').fill(PASSWORD)
  await page.getByRole('button', { name: 'Change password' }).click()
  await expect(page.getByText('Password changed')).toBeVisible()
  await expect(page.getByLabel('New password')).toHaveValue('')
  expect((await other.request.get('/api/v1/me')).status()).toBe(401)
  expect((await page.request.get('/api/v1/me')).status()).toBe(200)
  await other.context().close()
})

test('a person sees where they are signed in and ends it there', async ({ page, browser }) => {
  const { email } = await signUp(page.request)
  const others = [await stranger(browser), await stranger(browser), await stranger(browser)]
  for (const other of others) {
    await other.goto('/sign-in')
    await signIn(other, email, PASSWORD)
    await expect(other).toHaveURL(/\/dashboard$/)
  }
  await page.goto('/settings/security')
  await expect(page.getByText('this browser')).toHaveCount(1)
  const rows = page.getByRole('listitem').filter({ has: page.getByRole('button', { name: /^Sign out / }) })
  await expect(rows).toHaveCount(3)
  await rows.first().getByRole('button').click()
  await expect(rows).toHaveCount(2)
  const states = await Promise.all(others.map(async (other) => (await other.request.get('/api/v1/me')).status()))
  expect(states.filter((status) => status === 401)).toHaveLength(1)

  await page.getByRole('button', { name: 'Sign out everywhere else' }).click()
  await expect(rows).toHaveCount(0)
  for (const other of others) {
    expect((await other.request.get('/api/v1/me')).status()).toBe(401)
    await other.context().close()
  }
})

test('an API key is shown once, works until it is revoked, and is made once by a double press', async ({
  page,
  playwright,
  baseURL,
}) => {
  await signUp(page.request)
  await page.goto('/settings/api-keys')
  await expect(page.getByText('No keys yet')).toBeVisible()
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByLabel('Name', { exact: true })).toHaveAttribute('aria-invalid', 'true')
  await page.getByLabel('Name', { exact: true }).fill('Site build')
  await page.getByLabel('May').selectOption('Read')
  await page.getByRole('button', { name: 'Create key' }).dblclick()
  const heading = page.getByRole('heading', { name: 'Copy “Site build” now' })
  await expect(heading).toBeFocused()
  const key = await page.locator('code', { hasText: /^fh_/ }).innerText()
  await expect(page.getByRole('button', { name: 'Revoke Site build' })).toHaveCount(1)

  const program = await playwright.request.newContext({
    baseURL: baseURL ?? '',
    extraHTTPHeaders: { authorization: `Bearer ${key}`, 'x-forwarded-for': newAddress() },
  })
  expect((await program.get('/api/v1/me')).status()).toBe(200)
  expect((await program.post('/api/v1/posts', { data: { title: 'Not mine to write' } })).status()).toBe(403)

  await page.getByRole('button', { name: 'I have stored it' }).click()
  await page.reload()
  await expect(page.locator('code', { hasText: key })).toHaveCount(0)
  await page.getByRole('button', { name: 'Revoke Site build' }).click()
  await page.getByRole('button', { name: 'Revoke key' }).click()
  await expect(page.getByText('No keys yet')).toBeVisible()
  expect((await program.get('/api/v1/me')).status()).toBe(401)
  await program.dispose()
})

test('an old sign-in is asked for the password, and what was typed goes through afterwards', async ({
  page,
  database,
}) => {
  const { email } = await signUp(page.request)
  await page.goto('/settings/api-keys')
  await age(database, email)
  await page.getByLabel('Name', { exact: true }).fill('Nightly import')
  await page.getByLabel('May').selectOption('Read and write')
  await page.getByRole('button', { name: 'Create key' }).click()
  await expect(page.getByRole('dialog', { name: 'Is it you?' })).toBeVisible()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('alert').filter({ hasText: 'needs a sign-in' })).toBeVisible()
  await expect(page.getByLabel('Name', { exact: true })).toHaveValue('Nightly import')

  await page.getByRole('button', { name: 'Create key' }).click()
  await proveAgain(page, 'not the password')
  await expect(page.getByRole('dialog').getByText('This is not your password.')).toBeVisible()
  await proveAgain(page)
  await expect(page.getByRole('heading', { name: 'Copy “Nightly import” now' })).toBeVisible()
  await expect(page.getByText('read, write')).toBeVisible()
})

test('a person downloads what is stored about them', async ({ page, database }) => {
  const { email } = await signUp(page.request)
  await writePost(page.request, { title: 'Mine to keep' })
  await page.goto('/settings/security')
  await age(database, email)
  await page.getByRole('button', { name: 'Download your data' }).click()
  const download = page.waitForEvent('download')
  await proveAgain(page)
  const file = await (await download).path()
  const data = JSON.parse(await readFile(file, 'utf8')) as { account: { email: string }; posts: { title: string }[] }
  expect(data.account.email).toBe(email)
  expect(data.posts.map(({ title }) => title)).toEqual(['Mine to keep'])
})

test('deleting an account offers the data, wants the address typed, and leaves nothing', async ({ page, database }) => {
  const { email } = await signUp(page.request)
  await page.goto('/settings/security')
  await age(database, email)
  await page.getByRole('button', { name: 'Delete account…' }).click()
  const dialog = page.getByRole('dialog', { name: 'Delete your account?' })
  await expect(dialog.getByRole('button', { name: 'Download your data' })).toBeEnabled()
  const confirm = dialog.getByRole('button', { name: 'Delete account' })
  await dialog.getByRole('textbox').fill('somebody@else.example')
  await expect(confirm).toBeDisabled()
  await dialog.getByRole('textbox').fill(email)
  await confirm.click()
  await proveAgain(page)
  await expect(page).toHaveURL((url) => url.pathname === '/')
  expect((await page.request.get('/api/v1/me')).status()).toBe(401)
  const { rows } = await database.query('select 1 from users where email = $1', [email])
  expect(rows).toEqual([])
})

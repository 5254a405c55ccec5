import { randomUUID } from 'node:crypto'
import type pg from 'pg'
import type { Page } from 'playwright/test'
import {
  expect,
  linkMailedTo,
  newEmail,
  PASSWORD,
  signIn,
  signUp,
  stranger,
  test,
  writePost,
} from '@/tests/support/e2e'

/** Signs this page in as an admin of its own, who has just signed in. */
async function becomeAdmin(page: Page, database: pg.Client) {
  const admin = await signUp(page.request, 'Ada Admin')
  await database.query(`update users set role = 'admin' where email = $1`, [admin.email])
  return admin
}

const rowOf = (page: Page, text: string) => page.locator('tbody tr', { hasText: text })

async function find(page: Page, text: string): Promise<void> {
  await page.getByRole('searchbox').fill(text)
  await page.getByRole('searchbox').press('Enter')
  await expect(page).toHaveURL((url) => url.searchParams.get('q') === text)
  await expect(rowOf(page, text)).toHaveCount(1)
}

async function choose(page: Page, name: string, item: string): Promise<void> {
  await page.getByRole('button', { name: `Actions for ${name}` }).click()
  await page.getByRole('menuitem', { name: item }).click()
}

const answerOf = async (page: Page) => (await page.request.get('/api/v1/me')).status()

test('an admin bans somebody, who is out with their next request, and lifts it again', async ({
  page,
  browser,
  database,
}) => {
  await becomeAdmin(page, database)
  const person = await stranger(browser)
  const { email, name } = await signUp(person.request, `Bea ${randomUUID().slice(0, 8)}`)
  const post = await writePost(person.request, { title: `Advertisement ${Date.now()}` })
  const reader = await stranger(browser)
  expect((await reader.goto(`/blog/${post.slug}`))?.status()).toBe(200)
  expect(await answerOf(person)).toBe(200)

  await page.goto('/dashboard')
  await page
    .getByRole('button', { name: /Ada Admin/ })
    .filter({ visible: true })
    .click()
  await page.getByRole('link', { name: 'Admin' }).filter({ visible: true }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'People' })).toBeVisible()
  await find(page, email)
  await choose(page, name, 'Ban…')
  const dialog = page.getByRole('alertdialog', { name: `Ban ${name}?` })
  await expect(dialog).toContainText('signed out everywhere')
  await dialog.getByRole('button', { name: 'Cancel' }).click()
  expect(await answerOf(person)).toBe(200)

  await choose(page, name, 'Ban…')
  await dialog.getByLabel('Reason').fill('x'.repeat(201))
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click()
  await expect(dialog.getByLabel('Reason')).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByLabel('Reason').fill('Writes advertisements')
  await dialog.getByRole('button', { name: 'Ban', exact: true }).click()
  await expect(page.getByText(`${name} is banned`)).toBeVisible()
  await expect(rowOf(page, email)).toContainText('Banned')
  await expect(rowOf(page, email).getByText('Writes advertisements').filter({ visible: true })).toHaveCount(1)
  expect(await answerOf(person)).toBe(401)
  await expect(async () => expect((await reader.goto(`/blog/${post.slug}`))?.status()).toBe(404)).toPass()

  await choose(page, name, 'Lift ban…')
  await page.getByRole('button', { name: 'Lift ban' }).click()
  await expect(rowOf(page, email)).toContainText('Active')
  await expect(async () => expect((await reader.goto(`/blog/${post.slug}`))?.status()).toBe(200)).toPass()
  await person.goto('/sign-in')
  await signIn(person, email, PASSWORD)
  await expect(person).toHaveURL(/\/dashboard$/)
  await person.context().close()
  await reader.context().close()
})

test('a role changes after an old sign-in is proved again, and only over the role that was seen', async ({
  page,
  browser,
  database,
}) => {
  const admin = await becomeAdmin(page, database)
  const person = await stranger(browser)
  const { email, name } = await signUp(person.request, `Jon ${randomUUID().slice(0, 8)}`)
  await page.goto(`/admin?q=${encodeURIComponent(email)}`)
  await database.query(
    `update sessions set created_at = now() - interval '20 minutes' where user_id = (select id from users where email = $1)`,
    [admin.email],
  )
  await choose(page, name, 'Make admin…')
  await page.getByRole('button', { name: 'Make admin' }).click()
  const proof = page.getByRole('dialog', { name: 'Is it you?' })
  await proof.getByLabel('Password', { exact: true }).fill(PASSWORD)
  await proof.getByRole('button', { name: 'Go on' }).click()
  await expect(page.getByText(`${name} is an admin`)).toBeVisible()
  await expect(rowOf(page, email)).toContainText('admin')
  expect((await person.goto('/admin'))?.status()).toBe(200)

  await choose(page, name, 'Make user…')
  await database.query(`update users set role = 'user' where email = $1`, [email])
  await page.getByRole('button', { name: 'Make user' }).click()
  await expect(page.getByRole('alertdialog').getByRole('alert')).toContainText('Somebody changed the role meanwhile')
  await page.getByRole('button', { name: 'Cancel' }).click()
  await expect(rowOf(page, email).getByText('user', { exact: true })).toBeVisible()
  expect((await person.goto('/admin'))?.status()).toBe(404)
  await person.context().close()
})

test('an admin signs somebody out everywhere', async ({ page, browser, database }) => {
  await becomeAdmin(page, database)
  const person = await stranger(browser)
  const { email, name } = await signUp(person.request, `Kim ${randomUUID().slice(0, 8)}`)
  await page.goto(`/admin?q=${encodeURIComponent(email)}`)
  await choose(page, name, 'End sessions…')
  await page.getByRole('button', { name: 'Sign out', exact: true }).filter({ visible: true }).click()
  await expect(page.getByText(`${name} is signed out everywhere`)).toBeVisible()
  expect(await answerOf(person)).toBe(401)
  expect(await answerOf(page)).toBe(200)
  await person.context().close()
})

test('an invited person sets a password by the link in the mail and signs in', async ({ page, browser, database }) => {
  await becomeAdmin(page, database)
  const email = newEmail()
  await page.goto('/admin')
  await page.getByRole('button', { name: 'Invite', exact: true }).click()
  const dialog = page.getByRole('dialog', { name: 'Invite a person' })
  await dialog.getByLabel('E-mail').fill('not an address')
  await dialog.getByRole('button', { name: 'Invite' }).click()
  await expect(dialog.getByLabel('E-mail')).toHaveAttribute('aria-invalid', 'true')
  await dialog.getByLabel('E-mail').fill(email)
  await dialog.getByLabel('Name').fill('Lena Moss')
  await dialog.getByRole('button', { name: 'Invite' }).dblclick()
  await expect(page.getByText('Lena Moss is invited')).toBeVisible()
  await find(page, email)

  const invited = await stranger(browser)
  await invited.goto(await linkMailedTo(email, '/reset-password'))
  await invited.getByLabel('New password').fill(PASSWORD)
  await invited.getByRole('button', { name: 'Set password' }).click()
  await expect(invited.getByRole('heading', { name: 'Your password is set' })).toBeVisible()
  await invited.goto('/sign-in')
  await signIn(invited, email, PASSWORD)
  await expect(invited).toHaveURL(/\/dashboard$/)
  await invited.context().close()
})

test('people are walked by cursor and filtered, and the browser’s way back works', async ({ page, database }) => {
  await becomeAdmin(page, database)
  const prefix = `Walk${randomUUID().slice(0, 6)}`
  await database.query(
    `insert into users (id, name, email, created_at, last_active_at)
     select gen_random_uuid(), $1 || ' ' || n, $1 || n || '@example.test', now() - n * interval '1 hour',
       case when n <= 3 then now() - interval '40 days' else now() end
     from generate_series(1, 25) n`,
    [prefix],
  )
  await page.goto(`/admin?q=${prefix}`)
  await expect(rowOf(page, prefix)).toHaveCount(20)
  await page.getByRole('link', { name: 'Show older' }).click()
  await expect(rowOf(page, prefix)).toHaveCount(5)
  await page.goBack()
  await expect(rowOf(page, prefix)).toHaveCount(20)
  await page.goForward()
  await page.getByRole('link', { name: 'Back to newest' }).click()
  await expect(rowOf(page, prefix)).toHaveCount(20)
  await expect(rowOf(page, prefix).first()).toContainText(`${prefix} 1`)
  await page.getByRole('link', { name: '30 days' }).click()
  await expect(rowOf(page, prefix).first()).toContainText(`${prefix} 4`)
  await expect(page.getByRole('searchbox')).toHaveValue(prefix)
  await page.getByRole('searchbox').fill(`${prefix} nobody`)
  await page.getByRole('searchbox').press('Enter')
  await expect(page.getByText('Nobody’s name or e-mail contains')).toBeVisible()
})

test('the audit log tells in words who did what to whom, and can be read of one person', async ({
  page,
  browser,
  database,
}) => {
  await becomeAdmin(page, database)
  const person = await stranger(browser)
  const { email, name } = await signUp(person.request, `Noa ${randomUUID().slice(0, 8)}`)
  await page.goto(`/admin?q=${encodeURIComponent(email)}`)
  await choose(page, name, 'Make admin…')
  await page.getByRole('button', { name: 'Make admin' }).click()
  await expect(page.getByText(`${name} is an admin`)).toBeVisible()
  await choose(page, name, 'Show in audit log')
  await expect(page.getByText(`By and about ${name}`)).toBeVisible()
  const entry = rowOf(page, 'Changed a role')
  await expect(entry).toContainText('Ada Admin')
  await expect(entry).toContainText('from user, to admin')
  await expect(page.locator('tbody tr').first()).toContainText('Changed a role')
  await page.getByRole('link', { name: 'Show all' }).click()
  await expect(page).toHaveURL(/\/admin\/audit$/)
  await page.goBack()
  await expect(page.getByText(`By and about ${name}`)).toBeVisible()
  await person.context().close()
})

test('whoever is no admin finds nothing here, and a stranger signs in first', async ({ page, browser }) => {
  await signUp(page.request)
  const anonymous = await stranger(browser)
  for (const path of ['/admin', '/admin/audit']) {
    expect((await page.goto(path))?.status()).toBe(404)
    await expect(page.getByRole('heading', { level: 1, name: 'There is nothing of yours' })).toBeVisible()
    await anonymous.goto(path)
    await expect(anonymous).toHaveURL((url) => url.pathname === '/sign-in' && url.searchParams.get('next') === path)
  }
  await page.goto('/dashboard')
  await page
    .getByRole('button', { name: /Robin Reader/ })
    .filter({ visible: true })
    .click()
  await expect(page.getByRole('link', { name: 'Admin' })).toHaveCount(0)
  await anonymous.context().close()
})

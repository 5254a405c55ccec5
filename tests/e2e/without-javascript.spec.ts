import type pg from 'pg'
import { ALONE, expect, newEmail, PASSWORD, SAMPLE_POST, signUp, test } from '@/tests/support/e2e'

test.use({ javaScriptEnabled: false })

const TABLES = ['users', 'sessions', 'accounts', 'verifications', 'posts', 'profiles', 'api_keys', 'two_factors']

/** Of the whole database, so nobody else may write meanwhile. */
async function rows(database: pg.Client): Promise<string> {
  const counts = await database.query(
    `select ${TABLES.map((table) => `(select count(*) from ${table}) as ${table}`).join(', ')}`,
  )
  return JSON.stringify(counts.rows[0])
}

const PUBLIC = [
  '/sign-in',
  '/sign-up',
  '/sign-up/complete',
  '/forgot-password',
  '/reset-password',
  '/confirm-email',
  '/two-factor',
]
const SETTINGS = ['/settings/profile', '/settings/security', '/settings/api-keys']

const ALL = [...PUBLIC, ...SETTINGS]

test(
  'a form without JavaScript says so, writes nothing and puts no field in a URL',
  ALONE,
  async ({ page, database }) => {
    test.setTimeout(120_000)
    for (const path of ALL) {
      if (path === SETTINGS[0]) await signUp(page.request)
      const before = await rows(database)
      await page.goto(path)
      await expect(page.locator('form noscript p').first(), path).toContainText('needs JavaScript')
      for (const form of await page.locator('form').all()) await expect(form, path).toHaveAttribute('method', 'post')
      for (const button of await page.locator('form button[type=submit]').all())
        await expect(button, path).toBeDisabled()

      // What streams in is put in its place by a script: only what stands there already can be filled in.
      const fields = page.locator('form input:not([type=hidden])').filter({ visible: true })
      for (const field of await fields.all()) {
        if (await field.isDisabled()) continue
        await field.fill((await field.getAttribute('type')) === 'email' ? newEmail() : PASSWORD)
        await field.press('Enter')
      }
      expect(new URL(page.url()).search, path).toBe('')
      expect(await rows(database), path).toBe(before)
    }
  },
)

test('a form that is sent by hand writes nothing', ALONE, async ({ request, database }) => {
  const before = await rows(database)
  for (const path of ALL) {
    const answer = await request.post(path, {
      form: { email: newEmail(), password: PASSWORD, name: 'Nobody', token: 'x' },
    })
    expect(answer.status(), path).toBeLessThan(500)
    expect(await rows(database), path).toBe(before)
  }
})

test('reading works without JavaScript', async ({ page }) => {
  await page.goto('/blog')
  await expect(page.getByRole('main').getByRole('link').first()).toBeVisible()
  await page.goto(SAMPLE_POST)
  await page.getByRole('link', { name: 'Write the error message first' }).click()
  await expect(page.getByRole('heading', { level: 1, name: 'Write the error message first' })).toBeVisible()
})

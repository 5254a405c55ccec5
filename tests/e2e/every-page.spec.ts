import type { Page } from 'playwright/test'
import { expect, SAMPLE_POST, signUp, test, writePost } from '@/tests/support/e2e'
import { violations } from '@/tests/support/sound-page'

const PUBLIC = [
  '/',
  '/blog',
  SAMPLE_POST,
  '/api/docs',
  '/sign-in',
  '/sign-up',
  '/sign-up/complete#token=none',
  '/forgot-password',
  '/reset-password#token=none',
  '/confirm-email#token=none',
  '/two-factor',
  '/no-such-page',
]
const PRIVATE = ['/dashboard', '/posts', '/posts/new', '/settings/profile', '/settings/security', '/settings/api-keys']

/** Opens a page and waits until what streams in has arrived. */
async function open(page: Page, path: string): Promise<string[]> {
  const errors: string[] = []
  const note = (text: string) => errors.push(`${path}: ${text}`)
  page.on('pageerror', (error) => note(error.message))
  page.on('console', (message) => {
    const expected404 = path === '/no-such-page' && message.text().includes('404')
    if (message.type() === 'error' && !expected404) note(message.text())
  })
  await page.goto(path, { waitUntil: 'networkidle' })
  return errors
}

async function expectSound(page: Page, path: string): Promise<void> {
  expect.soft(await open(page, path), `errors on ${path}`).toEqual([])
  expect.soft(await page.locator('h1').count(), `one h1 on ${path}`).toBe(1)
  const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
  expect.soft(overflow, `${path} scrolls sideways`).toBeLessThanOrEqual(0)
  for (const colorScheme of ['light', 'dark'] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
    if (colorScheme === 'dark') await expect(page.locator('html')).toHaveClass(/dark/)
    expect.soft(await violations(page), `axe on ${path}, ${colorScheme}`).toEqual([])
  }
  page.removeAllListeners()
}

test('every public page is accessible in light and dark, fits its width and logs no error', async ({ page }) => {
  test.setTimeout(180_000)
  for (const path of PUBLIC) await expectSound(page, path)
})

test('every private page is accessible in light and dark, fits its width and logs no error', async ({ page }) => {
  test.setTimeout(180_000)
  await signUp(page.request)
  const post = await writePost(page.request, {
    title: 'A title that is long enough to need an ellipsis on a narrow phone, or two lines',
  })
  for (const path of [...PRIVATE, `/posts/${post.id}`]) await expectSound(page, path)
})

test('every admin page is accessible in light and dark, fits its width and logs no error', async ({
  page,
  database,
}) => {
  test.setTimeout(180_000)
  const { email } = await signUp(page.request, 'A name that is long enough to need an ellipsis on a narrow phone')
  await database.query(`update users set role = 'admin' where email = $1`, [email])
  for (const path of ['/admin', '/admin?q=nobody+at+all', '/admin/audit', '/admin/feedback'])
    await expectSound(page, path)
})

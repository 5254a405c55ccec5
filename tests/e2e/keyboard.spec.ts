import type { Locator, Page } from 'playwright/test'
import { expect, linkMailedTo, newEmail, PASSWORD, test } from '@/tests/support/e2e'

const TABS_MAX = 80

/** Presses Tab until this has the focus. */
async function tabTo(page: Page, target: Locator): Promise<void> {
  await expect(target).toBeVisible()
  const hasFocus = () => target.evaluate((element) => element === document.activeElement)
  for (let presses = 0; presses < TABS_MAX && !(await hasFocus()); presses += 1) await page.keyboard.press('Tab')
  await expect(target).toBeFocused()
}

async function press(page: Page, target: Locator): Promise<void> {
  await tabTo(page, target)
  // In a field a caret shows the focus; elsewhere an outline has to.
  expect(await target.evaluate((element) => getComputedStyle(element).outlineStyle)).not.toBe('none')
  await page.keyboard.press('Enter')
}

async function type(page: Page, label: string | RegExp, text: string): Promise<void> {
  await tabTo(page, page.getByLabel(label, { exact: true }))
  await page.keyboard.type(text)
}

test('a new person comes from the landing page to a published post with keys alone', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no such keys')
  test.setTimeout(120_000)
  const email = newEmail()
  const title = `By keys alone ${Date.now()}`

  await page.goto('/')
  await page.keyboard.press('Tab')
  await expect(page.getByRole('link', { name: 'Skip to content' })).toBeFocused()
  await press(page, page.getByRole('banner').getByRole('link', { name: 'Sign in' }))
  await expect(page).toHaveURL(/\/sign-in$/)
  await press(page, page.getByRole('link', { name: 'Create an account' }))
  await expect(page).toHaveURL(/\/sign-up$/)
  await type(page, 'E-mail', email)
  await expect(page.getByRole('button', { name: 'Send me the link' })).toBeEnabled()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { name: 'Check your mail' })).toBeFocused()

  // The one address that comes from outside: the mail.
  await page.goto(await linkMailedTo(email))
  await type(page, 'Name', 'Kay Keys')
  await type(page, 'Password', PASSWORD)
  await expect(page.getByRole('button', { name: 'Create account' })).toBeEnabled()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/dashboard$/)

  const palette = page.getByRole('combobox', { name: 'Find or do' })
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(palette).toBeFocused({ timeout: 2000 })
  }).toPass()
  await page.keyboard.type('new post')
  await expect(page.getByRole('option', { name: /New post/i })).toHaveAttribute('aria-selected', 'true')
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/posts\/new$/)

  await type(page, 'Title', title)
  await type(page, 'Text in Markdown', 'Written with **no mouse**.')
  await press(page, page.getByRole('button', { name: 'Publish' }))
  await press(page, page.getByRole('link', { name: 'View post' }))
  const post = page.context().pages().at(-1) ?? page
  await expect(post.getByRole('heading', { level: 1, name: title })).toBeVisible()
  await expect(post.locator('strong', { hasText: 'no mouse' })).toBeVisible()
})

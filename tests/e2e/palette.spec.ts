import { expect, signUp, test, writePost } from '@/tests/support/e2e'
import { violations } from '@/tests/support/sound-page'

test('the palette finds a post by a part of its title and goes there, with keys alone', async ({ page, isMobile }) => {
  test.skip(isMobile, 'a phone has no such keys')
  await signUp(page.request)
  const post = await writePost(page.request, { title: 'Counting reads', published: false })
  await page.goto('/dashboard')
  const opener = page.getByRole('button', { name: /Find or do/ }).first()
  await expect(async () => {
    await page.keyboard.press('Control+k')
    await expect(page.getByRole('dialog', { name: 'Find or do' })).toBeVisible({ timeout: 2000 })
  }).toPass()
  await page.keyboard.press('Escape')
  await expect(page.getByRole('dialog')).toHaveCount(0)

  await opener.focus()
  await page.keyboard.press('Enter')
  const field = page.getByRole('combobox', { name: 'Find or do' })
  await expect(field).toBeFocused()
  await page.keyboard.type('countin')
  await expect(page.getByRole('option', { name: /Counting reads/ })).toHaveAttribute('aria-selected', 'true')
  expect(await violations(page)).toEqual([])
  await page.keyboard.press('Escape')
  await expect(opener).toBeFocused()

  await page.keyboard.press('Enter')
  await expect(field).toBeFocused()
  await page.keyboard.type('countin')
  await expect(page.getByRole('option', { name: /Counting reads/ })).toBeVisible()
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(`/posts/${post.id}`)
})

test('the palette goes to pages, changes the theme and signs out', async ({ page }) => {
  await signUp(page.request)
  await page.goto('/posts')
  const ask = async (words: string) => {
    await page
      .getByRole('button', { name: /Find or do/ })
      .locator('visible=true')
      .click()
    await page.getByRole('combobox', { name: 'Find or do' }).fill(words)
  }
  await ask('dark')
  await page.getByRole('option', { name: 'Switch to the dark theme' }).click()
  await expect(page.locator('html')).toHaveClass(/dark/)
  await ask('settings')
  expect(await violations(page)).toEqual([])
  await page.getByRole('option', { name: 'Settings' }).click()
  await expect(page).toHaveURL(/\/settings\/profile$/)
  await ask('sign out')
  await page.getByRole('option', { name: 'Sign out' }).click()
  await expect(page).toHaveURL(/\/sign-in$/)
  expect((await page.request.get('/api/v1/me')).status()).toBe(401)
})

test('nothing of the palette is fetched before it is opened', async ({ page }) => {
  await signUp(page.request)
  const scripts: string[] = []
  page.on('response', async (response) => {
    if (response.url().includes('/_next/static/chunks/')) scripts.push(await response.text().catch(() => ''))
  })
  await page.goto('/dashboard', { waitUntil: 'networkidle' })
  const has = () => scripts.some((script) => script.includes('A post, a page, something to do'))
  expect(has()).toBe(false)
  await page
    .getByRole('button', { name: /Find or do/ })
    .locator('visible=true')
    .click()
  await expect.poll(has).toBe(true)
})

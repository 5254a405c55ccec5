import type { Page } from 'playwright/test'
import { expect, keepAsleep, PASSWORD, signUp, stranger, test, writePost } from '@/tests/support/e2e'
import { violations } from '@/tests/support/sound-page'

const title = (page: Page) => page.getByLabel('Title', { exact: true })
const text = (page: Page) => page.getByLabel('Text in Markdown')
const note = (page: Page) => page.locator('form header [role=status]')
const stored = async (page: Page, postId: string) => (await page.request.get(`/api/v1/posts/${postId}`)).json()

test('a new post saves itself, keeps its editor, and its address follows the title until it is public', async ({
  page,
}) => {
  await signUp(page.request)
  await page.goto('/posts/new')
  const mark = Date.now()
  await title(page).fill(`Gran ${mark}`)
  await expect(page).toHaveURL(/\/posts\/[0-9a-f-]{36}$/)
  await expect(title(page)).toBeFocused()
  await page.keyboard.press('End')
  await page.keyboard.type(' and lichen')
  await expect(note(page)).toHaveText(/^Saved \d\d:\d\d$/)
  const id = page.url().split('/').at(-1) ?? ''
  await expect.poll(async () => (await stored(page, id)).slug).toBe(`gran-${mark}-and-lichen`)
  await page.keyboard.press('ControlOrMeta+z')
  await expect(title(page)).not.toHaveValue(`Gran ${mark} and lichen`)

  await page.goto('/dashboard')
  await page.goBack()
  await expect(title(page)).toHaveValue(/^Gran/)
  await expect(page).toHaveURL(`/posts/${id}`)
})

test('a stored text is there before the page is awake, and takes no typing that would be lost', async ({ page }) => {
  await signUp(page.request)
  const post = await writePost(page.request, { title: 'Slow train', content: 'Leaves at nine.', published: false })
  const wake = await keepAsleep(page)
  await page.goto(`/posts/${post.id}`, { waitUntil: 'commit' })
  await expect(title(page)).toHaveValue('Slow train')
  await expect(text(page)).toHaveValue('Leaves at nine.')
  for (const field of [title(page), text(page)]) await expect(field).not.toBeEditable()
  wake()
  await text(page).fill('Leaves at ten.')
  await expect.poll(async () => (await stored(page, post.id)).content).toBe('Leaves at ten.')
})

test('what is typed offline is kept, said so, and saved once the network is back', async ({ page, context }) => {
  await signUp(page.request)
  const post = await writePost(page.request, { title: 'Mountain hut', published: false })
  await page.goto(`/posts/${post.id}`)
  await expect(page.getByRole('button', { name: 'Publish' })).toBeEnabled()
  await context.setOffline(true)
  await text(page).fill('Written above the valley.')
  await expect(page.getByText('Not saved: you are offline. Kept in this browser.')).toBeVisible()
  expect(await violations(page)).toEqual([])
  await context.setOffline(false)
  await expect(note(page)).toHaveText(/^Saved/)
  expect((await stored(page, post.id)).content).toBe('Written above the valley.')
})

test('what a crash left behind is offered back', async ({ page }) => {
  await signUp(page.request)
  const post = await writePost(page.request, { title: 'Crash', published: true })
  await page.goto(`/posts/${post.id}`)
  await expect(page.getByRole('button', { name: 'Save' })).toBeEnabled()
  await text(page).fill('Not saved by anybody.')
  await expect(note(page)).toHaveText('Not saved yet')
  await page.waitForFunction(() => Object.values(localStorage).some((kept) => String(kept).includes('by anybody')))
  await page.goto('/dashboard')
  await page.goto(`/posts/${post.id}`)
  await expect(page.getByText(/This browser kept text/)).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('button', { name: 'Use it' }).click()
  await expect(text(page)).toHaveValue('Not saved by anybody.')
  expect((await stored(page, post.id)).content).toBe('One line.')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(note(page)).toHaveText(/^Saved/)
  await page.reload()
  await expect(text(page)).toHaveValue('Not saved by anybody.')
  await expect(page.getByText(/This browser kept text/)).toHaveCount(0)
})

for (const { choice, content } of [
  { choice: 'Keep mine', content: 'Mine.' },
  { choice: 'Take theirs', content: 'Theirs.' },
]) {
  test(`two versions stand side by side, and "${choice}" decides`, async ({ page, baseURL }) => {
    await signUp(page.request)
    const post = await writePost(page.request, { title: 'Two desks', published: false })
    await page.goto(`/posts/${post.id}`)
    await expect(page.getByRole('button', { name: 'Publish' })).toBeEnabled()
    const headers = { origin: new URL(baseURL ?? '').origin }
    await page.request.patch(`/api/v1/posts/${post.id}`, { data: { content: 'Theirs.' }, headers })
    await text(page).fill('Mine.')
    await expect(page.getByText(/it was changed elsewhere/)).toBeVisible()
    expect((await stored(page, post.id)).content).toBe('Theirs.')
    await page.getByRole('button', { name: 'Compare' }).click()
    const dialog = page.getByRole('dialog')
    await expect(dialog).toContainText('Mine.')
    await expect(dialog).toContainText('Theirs.')
    expect(await violations(page)).toEqual([])
    await page.getByRole('button', { name: choice }).click()
    await expect(text(page)).toHaveValue(content)
    await expect(note(page)).toHaveText(/^Saved/)
    expect((await stored(page, post.id)).content).toBe(content)
  })
}

test('a taken address is said at its field, and nothing typed is lost', async ({ page }) => {
  await signUp(page.request)
  const taken = await writePost(page.request, { title: `Taken ${Date.now()}` })
  const post = await writePost(page.request, { title: 'Other', published: true })
  await page.goto(`/posts/${post.id}`)
  const address = page.getByLabel('Address')
  await address.fill('Not An Address')
  await expect(page.getByText('Use lower-case letters, digits and single hyphens')).toBeVisible()
  await address.fill(taken.slug)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(address).toHaveAttribute('aria-invalid', 'true')
  await expect(address).toHaveAccessibleDescription(/Another post has this address/)
  await expect(address).toHaveValue(taken.slug)
})

test('a post goes out at the time of the writer’s own zone', async ({ page }) => {
  await signUp(page.request)
  const post = await writePost(page.request, { title: 'Later', published: false })
  await page.goto(`/posts/${post.id}`)
  await page.getByRole('button', { name: 'Schedule' }).click()
  const dialog = page.getByRole('dialog')
  await expect(dialog).toContainText('Pacific/Auckland')
  await dialog.getByLabel('Day and time').fill('2020-01-01T09:00')
  await dialog.getByRole('button', { name: 'Schedule' }).click()
  await expect(dialog.getByText('This has passed. Choose a time to come.')).toBeVisible()
  await dialog.getByLabel('Day and time').fill('2031-07-04T09:00')
  expect(await violations(page)).toEqual([])
  await dialog.getByRole('button', { name: 'Schedule' }).click()
  await expect(page.getByText('Goes out Friday 4 July, 09:00.')).toBeVisible()
  await expect.poll(async () => (await stored(page, post.id)).publishedAt).toBe('2031-07-03T21:00:00.000Z')
  await page.getByRole('button', { name: 'Unpublish' }).click()
  await expect(page.getByRole('button', { name: 'Publish' })).toBeVisible()
  await expect.poll(async () => (await stored(page, post.id)).published).toBe(false)
})

test('the main path needs no mouse', async ({ page, browser, isMobile, database }) => {
  test.skip(isMobile, 'a phone has no such keys')
  test.setTimeout(90_000)
  const other = await stranger(browser)
  const { email } = await signUp(other.request)
  await other.context().close()
  /** Presses Tab until what is named has the focus. */
  const tabTo = async (name: string | RegExp) => {
    for (let presses = 0; presses < 60; presses += 1) {
      const at = page.locator('*:focus')
      if ((await at.count()) > 0) {
        const words = await at.evaluate((element) => {
          const labels = (element as HTMLInputElement).labels
          return element.getAttribute('aria-label') ?? labels?.[0]?.textContent ?? element.textContent ?? ''
        })
        if (typeof name === 'string' ? words.trim() === name : name.test(words)) return
      }
      await page.keyboard.press('Tab')
    }
    throw new Error(`Tab never reached ${name}`)
  }

  await page.goto('/sign-in', { waitUntil: 'networkidle' })
  await tabTo('E-mail')
  await page.keyboard.type(email)
  await tabTo('Password')
  await page.keyboard.type(PASSWORD)
  await page.keyboard.press('Enter')
  await expect(page).toHaveURL(/\/dashboard$/)

  await expect(page.getByRole('link', { name: 'New post' })).toBeVisible()
  await tabTo('New post')
  await page.keyboard.press('Enter')
  await expect(title(page)).toBeVisible()
  await tabTo('Title')
  const words = `By keys ${Date.now()}`
  await page.keyboard.type(words)
  await tabTo('Text in Markdown')
  await page.keyboard.type('No mouse was moved.')
  await expect(note(page)).toHaveText(/^Saved/)
  await page.keyboard.press('Shift+Tab')
  await page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur())
  await tabTo('Publish')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Unpublish' })).toBeVisible()
  await expect(page.getByRole('link', { name: 'View post' })).toBeVisible()

  await page.goto(`/blog/${words.toLowerCase().replaceAll(' ', '-')}`)
  await expect(page.getByRole('heading', { level: 1, name: words })).toBeVisible()
  await page.goBack()
  await expect(title(page)).toHaveValue(words)

  await page.goto('/posts', { waitUntil: 'networkidle' })
  await tabTo(`Actions for ${words}`)
  await page.keyboard.press('Enter')
  // The menu takes the keys a moment after it is seen.
  await expect(async () => {
    await page.keyboard.press('End')
    await expect(page.getByRole('menuitem', { name: 'Delete…' })).toBeFocused({ timeout: 500 })
  }).toPass()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Keep it' })).toBeFocused()
  await page.keyboard.press('Tab')
  await page.keyboard.press('Enter')
  await expect(page.getByRole('button', { name: 'Undo' })).toBeFocused()
  await page.keyboard.press('Enter')
  await expect(page.getByRole('link', { name: words })).toBeFocused()
  expect((await database.query('select 1 from posts where title = $1', [words])).rows).toHaveLength(1)
})

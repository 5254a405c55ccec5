import type { Page } from 'playwright/test'
import { expect, fromOurPages, signUp, test, writePost } from '@/tests/support/e2e'
import { violations } from '@/tests/support/sound-page'

const PAGE = 20
const rows = (page: Page) => page.locator('tbody tr')
const titles = (page: Page) => page.locator('tbody tr td:first-child a')
const menuOf = (page: Page, title: string) => page.getByRole('button', { name: `Actions for ${title}`, exact: true })

async function writeMany(page: Page, count: number): Promise<void> {
  for (let index = 1; index <= count; index += 1) {
    await writePost(page.request, { title: `Note ${String(index).padStart(2, '0')}`, published: false })
  }
}

test('the list goes on by itself, and coming back from a post finds the place again', async ({ page }) => {
  test.setTimeout(90_000)
  await signUp(page.request)
  await writeMany(page, 2 * PAGE + 5)
  await page.goto('/posts')
  await expect.poll(() => rows(page).count()).toBeGreaterThanOrEqual(PAGE)
  await expect(async () => {
    await page.evaluate(() => window.scrollTo(0, document.body.scrollHeight))
    expect(await rows(page).count()).toBe(2 * PAGE + 5)
  }).toPass()
  await expect(page.getByRole('link', { name: 'Older posts' })).toHaveCount(0)

  const far = titles(page).nth(PAGE + 10)
  await far.scrollIntoViewIfNeeded()
  const y = await page.evaluate(() => window.scrollY)
  expect(y).toBeGreaterThan(0)
  await far.click()
  await expect(page.getByLabel('Title', { exact: true })).toBeVisible()
  await page.goBack()
  await expect(rows(page)).toHaveCount(2 * PAGE + 5)
  await expect.poll(() => page.evaluate(() => Math.round(window.scrollY))).toBe(Math.round(y))
})

test('older posts have an address of their own', async ({ page }) => {
  await signUp(page.request)
  await writeMany(page, PAGE + 3)
  const { page: first } = await (await page.request.get(`/api/v1/posts?mine=true&sort=updated&limit=${PAGE}`)).json()
  await page.goto(`/posts?cursor=${first.nextCursor}`)
  await expect(titles(page)).toHaveText(['Note 03', 'Note 02', 'Note 01'])
  await page.getByRole('link', { name: 'Back to newest' }).click()
  await expect(titles(page).first()).toHaveText(`Note ${PAGE + 3}`)
})

test('search, filter and order stand in the address and survive a reload', async ({ page, baseURL }) => {
  await signUp(page.request)
  const first = await writePost(page.request, { title: 'Granite first', published: false })
  await writePost(page.request, { title: 'Granite second', published: false })
  await writePost(page.request, { title: 'Moss', published: true })
  const { origin } = new URL(baseURL ?? '')
  await page.request.patch(`/api/v1/posts/${first.id}`, { data: { content: 'Changed.' }, headers: { origin } })

  await page.goto('/posts')
  await expect(titles(page)).toHaveText(['Granite first', 'Moss', 'Granite second'])
  await page.getByRole('searchbox', { name: 'Search your posts' }).fill('grani')
  await expect(page).toHaveURL(/\?q=grani$/)
  await expect(titles(page)).toHaveText(['Granite first', 'Granite second'])
  await page.getByLabel('Sort by').selectOption('created')
  await expect(titles(page)).toHaveText(['Granite second', 'Granite first'])
  await page.getByRole('link', { name: 'Drafts' }).click()
  await expect(page).toHaveURL('/posts?status=draft&q=grani&sort=created')
  await page.reload()
  await expect(titles(page)).toHaveText(['Granite second', 'Granite first'])

  await page.goto('/posts?q=no-such-word')
  await expect(page.getByRole('heading', { name: 'No post has “no-such-word”' })).toBeVisible()
  expect(await violations(page)).toEqual([])
  await page.getByRole('link', { name: 'Clear the search' }).click()
  await expect(page).toHaveURL('/posts')
})

test('a deleted post can be taken back; without that it is gone when one leaves', async ({ page, database }) => {
  await signUp(page.request)
  const post = await writePost(page.request, { title: `Short life ${Date.now()}` })
  const stored = async () => (await database.query('select 1 from posts where id = $1', [post.id])).rows.length
  const remove = async () => {
    await menuOf(page, post.title).click()
    await page.getByRole('menuitem', { name: 'Delete…' }).click()
    await expect(page.getByRole('alertdialog')).toContainText('Its statistics go with it')
    await page.getByRole('button', { name: 'Delete post' }).click()
    await expect(titles(page).getByText(post.title)).toHaveCount(0)
  }
  await page.goto('/posts')
  await remove()
  await expect(page.getByRole('heading', { name: 'No posts yet' })).toBeVisible()
  expect(await stored()).toBe(1)
  await page.getByRole('button', { name: 'Undo' }).click()
  await expect(titles(page).getByText(post.title)).toHaveCount(1)
  expect(await stored()).toBe(1)

  await remove()
  await page.goto('/dashboard')
  await expect.poll(stored).toBe(0)
})

test('a change that fails is taken back in the list', async ({ page }) => {
  await signUp(page.request)
  const post = await writePost(page.request, { title: 'Stubborn', published: false })
  await page.goto('/posts')
  let fail = () => {}
  const failing = new Promise<void>((resolve) => (fail = resolve))
  await page.route('**/api/v1/posts/*', async (route) => {
    if (route.request().method() !== 'PATCH') return route.continue()
    await failing
    return route.abort()
  })
  await menuOf(page, post.title).click()
  await page.getByRole('menuitem', { name: 'Publish' }).click()
  const row = rows(page).filter({ hasText: post.title })
  await expect(row).toContainText('Published')
  fail()
  await expect(row).toContainText('Draft')
  await expect(page.getByText(/^Not changed:/)).toBeVisible()
})

test('a post that is asked for while it is being published is public a moment later', async ({ page }) => {
  test.skip(test.info().project.name !== 'desktop', 'the same at every width')
  await signUp(page.request)
  for (let round = 0; round < 5; round += 1) {
    const post = await writePost(page.request, { title: `In a hurry ${round}`, published: false })
    const status = async () => (await page.request.get(`/blog/${post.slug}`)).status()
    let isPublishing = true
    const publishing = page.request
      .patch(`/api/v1/posts/${post.id}`, { data: { published: true }, headers: fromOurPages() })
      .finally(() => (isPublishing = false))
    while (isPublishing) await Promise.all([status(), status(), status()])
    expect((await publishing).status()).toBe(200)
    await expect.poll(status, { timeout: 5_000 }).toBe(200)
  }
})

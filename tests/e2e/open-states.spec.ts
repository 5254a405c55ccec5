// What a press opens, what a form answers, what a list says when it is empty: axe looks at each, in light and dark.
import type { Page } from 'playwright/test'
import { expect, fromOurPages, signUp, test, writePost } from '@/tests/support/e2e'
import { violations } from '@/tests/support/sound-page'
import { appCode } from '@/tests/support/totp'

/** A state is reached from its path; without one, from the state before it. `shows` is what is there then. */
type State = { name: string; path?: string; open?: (page: Page) => Promise<unknown>; shows: string }

const press = (page: Page, name: string | RegExp) =>
  page.getByRole('button', { name }).filter({ visible: true }).first().click()
const choose = (page: Page, name: string) => page.getByRole('menuitem', { name }).click()
const sendEmpty = (page: Page) => page.locator('main form [type=submit]').first().click()

async function scan(page: Page) {
  await page.getByLabel('Code from your app').fill(appCode(await page.locator('main code').first().innerText()))
  await page
    .locator('form', { has: page.getByLabel('Code from your app') })
    .locator('[type=submit]')
    .click()
}

async function changeElsewhere(page: Page) {
  const path = `/api/v1${new URL(page.url()).pathname}`
  await expect(page.getByRole('button', { name: 'Publish' })).toBeEnabled()
  await page.request.patch(path, { data: { content: 'Written at the other desk.' }, headers: fromOurPages() })
  await page.getByLabel('Text in Markdown').fill('Written at this desk.')
}

const INVALID = '[aria-invalid=true]'
const DIALOG = '[role=dialog], [role=alertdialog]'

const PUBLIC: State[] = [
  ...['/sign-in', '/sign-up', '/forgot-password', '/sign-up/complete#token=none', '/reset-password#token=none'].map(
    (path) => ({ name: `errors of ${path}`, path, open: sendEmpty, shows: INVALID }),
  ),
  {
    name: 'check your mail',
    path: '/forgot-password',
    open: async (page) => {
      await page.getByLabel('E-mail').fill('nobody@example.test')
      await sendEmpty(page)
    },
    shows: 'text=If nobody@example.test has an account',
  },
]

const EMPTY: State[] = [
  { name: 'empty dashboard', path: '/dashboard', shows: 'text=No posts yet' },
  { name: 'empty posts', path: '/posts', shows: 'text=No posts yet' },
  { name: 'empty keys', path: '/settings/api-keys', shows: 'text=No keys yet' },
]

const LISTS: State[] = [
  { name: 'palette', path: '/dashboard', open: (page) => press(page, /Find or do/), shows: '[role=option]' },
  {
    name: 'palette without a hit',
    open: (page) => page.getByRole('combobox', { name: 'Find or do' }).fill('zzzz'),
    shows: 'text=/zzzz/',
  },
  { name: 'user menu', path: '/posts', open: (page) => press(page, /Robin Reader/), shows: '[popover]:popover-open' },
  { name: 'feedback', open: (page) => press(page, 'Send feedback'), shows: DIALOG },
  { name: 'feedback without a word', open: (page) => press(page, /^Send$/), shows: INVALID },
  {
    name: 'feedback sent',
    open: async (page) => {
      await page.getByLabel('What is it?').fill('Reads per hour, please.')
      await press(page, /^Send$/)
    },
    shows: 'text=Sent. Thank you.',
  },
  { name: 'menu of a post', path: '/posts', open: (page) => press(page, /^Actions for/), shows: '[role=menu]' },
  { name: 'delete a post', open: (page) => choose(page, 'Delete…'), shows: DIALOG },
  { name: 'undo', open: (page) => press(page, 'Delete post'), shows: 'text=Undo' },
  { name: 'no such page', path: '/posts/00000000-0000-7000-8000-000000000000', shows: 'h1' },
]

const EDITOR: State[] = [
  { name: 'schedule', open: (page) => press(page, 'Schedule'), shows: DIALOG },
  {
    name: 'conflict',
    open: async (page) => {
      await page.keyboard.press('Escape')
      await changeElsewhere(page)
    },
    shows: 'text=it was changed elsewhere',
  },
  { name: 'two versions', open: (page) => press(page, 'Compare'), shows: 'text=Written at the other desk.' },
]

const SETTINGS: State[] = [
  {
    name: 'errors of the profile',
    path: '/settings/profile',
    open: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('')
      await press(page, 'Save profile')
    },
    shows: INVALID,
  },
  { name: 'errors of a key', path: '/settings/api-keys', open: (page) => press(page, 'Create key'), shows: INVALID },
  {
    name: 'a key, shown once',
    open: async (page) => {
      await page.getByLabel('Name', { exact: true }).fill('Site build')
      await press(page, 'Create key')
    },
    shows: 'text=Copy “Site build” now',
  },
  {
    name: 'revoke a key',
    open: async (page) => {
      await press(page, 'I have stored it')
      await press(page, 'Revoke Site build')
    },
    shows: DIALOG,
  },
  {
    name: 'errors of the address and the password',
    path: '/settings/security',
    open: async (page) => {
      await press(page, 'Change address')
      await press(page, 'Change password')
    },
    shows: `${INVALID} >> nth=2`,
  },
  { name: 'delete the account', open: (page) => press(page, 'Delete account…'), shows: DIALOG },
  {
    name: 'a new address, asked for',
    path: '/settings/security',
    open: async (page) => {
      await page.getByLabel('New address').fill(`new-${Date.now()}@example.test`)
      await press(page, 'Change address')
    },
    shows: 'text=We have written to',
  },
  { name: 'a secret to scan', open: (page) => press(page, 'Turn on'), shows: 'img[alt="The code to scan"]' },
  { name: 'backup codes', open: scan, shows: 'text=Two-factor is on' },
]

async function lookIn(page: Page, colorScheme: 'light' | 'dark', name: string, ...rules: string[]) {
  await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' })
  await expect(page.locator('html')).toHaveClass(colorScheme)
  expect.soft(await violations(page, ...rules), `axe on ${name}, ${colorScheme}`).toEqual([])
}

/** Goes from state to state: nothing is wrong for axe, and, on the phone too, nothing is wider than the window. */
async function expectSound(page: Page, states: readonly State[]): Promise<void> {
  for (const { name, path, open, shows } of states) {
    await test.step(name, async () => {
      // Quiet means awake: what is typed before React listens is taken for nothing.
      if (path) await page.goto(path, { waitUntil: 'networkidle' })
      await open?.(page)
      await expect(page.locator(shows).filter({ visible: true }).first()).toBeVisible()
      if (test.info().project.name === 'desktop') {
        await lookIn(page, 'light', name)
        // The theme changes nothing but colours.
        await lookIn(page, 'dark', name, 'color-contrast')
      }
      const overflow = await page.evaluate(() => document.documentElement.scrollWidth - window.innerWidth)
      expect.soft(overflow, `${name} scrolls sideways`).toBeLessThanOrEqual(0)
    })
  }
}

test('what the forms of strangers answer is accessible in light and dark', async ({ page }) => {
  test.setTimeout(120_000)
  await expectSound(page, PUBLIC)
})

test('menus, dialogs, toasts and empty lists are accessible in light and dark', async ({ page }) => {
  test.setTimeout(180_000)
  await signUp(page.request)
  await expectSound(page, EMPTY)
  const title = 'A title that is long enough to need an ellipsis on a narrow phone, or two lines'
  const draft = await writePost(page.request, { title, published: false })
  await writePost(page.request, { title: 'Granite' })
  await expectSound(page, LISTS)
  await page.goto(`/posts/${draft.id}`, { waitUntil: 'networkidle' })
  await expectSound(page, EDITOR)
})

test('what settings open and answer is accessible in light and dark', async ({ page }) => {
  test.setTimeout(120_000)
  await signUp(page.request)
  await expectSound(page, SETTINGS)
})

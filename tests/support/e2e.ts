// What browser tests share: an address per actor, the mails that arrived, people who are signed in, the scratch database.
import { randomInt, randomUUID } from 'node:crypto'
import pg from 'pg'
import { test as base, expect, type APIRequestContext, type Browser, type Page } from 'playwright/test'

export { expect }

function given(name: string): string {
  const value = process.env[name]
  if (!value) throw new Error(`${name} is not set: run these tests with \`npm run test:e2e\``)
  return value
}

/** Limits count by address, so each actor comes from one of its own (TRUSTED_PROXY=1). */
export const newAddress = () => `10.${randomInt(256)}.${randomInt(256)}.${randomInt(1, 255)}`
/** It comes with the sample and nobody changes it. A test opens this post or one that it wrote: any other may go meanwhile. */
export const SAMPLE_POST = '/blog/what-a-rate-limit-owes-the-person-it-stops'
export const newEmail = () => `reader-${randomUUID()}@example.test`
export const PASSWORD = 'granite and lichen 7'

/** A test that takes something away from the whole app for a moment, or counts all there is: no other runs beside it. */
export const ALONE = { tag: '@alone' }

export const test = base.extend<{ database: pg.Client; turn: void }>({
  // Playwright reads the pattern: an empty one asks for no other fixture.
  extraHTTPHeaders: async ({}, provide) => provide({ 'x-forwarded-for': newAddress() }),
  database: async ({}, provide) => {
    const client = new pg.Client({ connectionString: given('DATABASE_URL') })
    await client.connect()
    await provide(client)
    await client.end()
  },
  // All hold one lock together, or one holds it alone; it ends with the connection.
  turn: [
    async ({ database }, provide, { tags }) => {
      await database.query(`select pg_advisory_lock${tags.includes(ALONE.tag) ? '' : '_shared'}(1)`)
      await provide()
    },
    // A turn is not waited for in the test's own time.
    { auto: true, timeout: 300_000 },
  ],
})

type Mail = { to: string[]; subject: string; text: string }

/** The newest link to this page that was mailed to this person, waited for. */
export async function linkMailedTo(email: string, path = '/sign-up/complete'): Promise<string> {
  let link: string | undefined
  const pattern = new RegExp(`https?://\\S+${path}#token=[\\w.-]+`)
  const arrived = async () => {
    const answer = await fetch(`${given('E2E_INBOX_URL')}/?to=${encodeURIComponent(email)}`)
    const mails = (await answer.json()) as Mail[]
    link = mails.flatMap(({ text }) => pattern.exec(text)?.[0] ?? []).at(-1)
    return link
  }
  await expect.poll(arrived, { message: `a mail to ${email}` }).toBeTruthy()
  return link ?? ''
}

/** Makes a person through the public API; the context of `request` is signed in afterwards. */
export async function signUp(
  request: APIRequestContext,
  name = 'Robin Reader',
): Promise<{ email: string; name: string }> {
  const email = newEmail()
  const asked = await request.post('/api/v1/sign-up', { data: { email } })
  expect(asked.status()).toBe(202)
  const token = new URL(await linkMailedTo(email)).hash.slice('#token='.length)
  const done = await request.post('/api/v1/sign-up/complete', { data: { token, name, password: PASSWORD } })
  expect(done.status()).toBe(201)
  return { email, name }
}

/** Fills in the sign-in page, which must be open. */
export async function signIn(page: Page, email: string, password: string): Promise<void> {
  await page.getByLabel('E-mail').fill(email)
  await page.getByLabel('Password', { exact: true }).fill(password)
  await page.getByRole('button', { name: 'Sign in', exact: true }).click()
}

/** What a browser sends along with every write; the door asks for it. */
export const fromOurPages = () => ({ origin: given('E2E_BASE_URL') })

export type PublishedPost = { id: string; slug: string; title: string }

export async function writePost(
  request: APIRequestContext,
  fields: { title: string; content?: string; published?: boolean },
) {
  const data = { content: 'One line.', published: true, ...fields }
  const answer = await request.post('/api/v1/posts', { data, headers: fromOurPages() })
  expect(answer.status(), await answer.text()).toBe(201)
  return (await answer.json()) as PublishedPost
}

/** A second person, in a browser of their own with no cookies. */
export async function stranger(browser: Browser): Promise<Page> {
  const context = await browser.newContext({ extraHTTPHeaders: { 'x-forwarded-for': newAddress() } })
  return context.newPage()
}

/** Holds the scripts of pages back, as a slow network would, until the returned function is called. */
export async function keepAsleep(page: Page): Promise<() => void> {
  let wake = () => {}
  const asleep = new Promise<void>((resolve) => (wake = resolve))
  await page.route('**/_next/static/chunks/**', async (route) => {
    if (route.request().resourceType() === 'script') await asleep
    await route.continue()
  })
  return () => wake()
}

/** The Cookie header of a signed-in page, for requests made without a browser. */
export async function cookieHeader(page: Page): Promise<string> {
  const cookies = await page.context().cookies()
  return cookies.map(({ name, value }) => `${name}=${value}`).join('; ')
}

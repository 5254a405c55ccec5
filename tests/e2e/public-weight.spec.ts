import type { Browser, Page } from 'playwright/test'
import { gzipSync } from 'node:zlib'
import { startBare } from '@/tests/support/bare-next'
import { expect, newAddress, SAMPLE_POST, signUp, test } from '@/tests/support/e2e'

/** What each page may load above a bare page of the same Next, in thousands of bytes. */
const ABOVE = { landing: 25, post: 25, 'sign-in': 35, dashboard: 75 }
type Name = keyof typeof ABOVE

type Scripts = Map<string, { bytes: number; text: string }>

/** Notes every script that the browser loads; what only old browsers ask for, this one does not. */
function watchScripts(page: Page): Scripts {
  const scripts: Scripts = new Map()
  page.on('response', async (response) => {
    if (response.request().resourceType() !== 'script') return
    const body = await response.body().catch(() => Buffer.alloc(0))
    scripts.set(response.url(), { bytes: gzipSync(body).length, text: body.toString() })
  })
  return scripts
}

const weigh = (scripts: Scripts) => [...scripts.values()].reduce((sum, { bytes }) => sum + bytes, 0) / 1000

/** A phone with a low window: what loads is what is near its top. */
async function open(browser: Browser, url: string, cookies: Awaited<ReturnType<Page['context']>>['cookies'] | null) {
  const context = await browser.newContext({
    viewport: { width: 390, height: 320 },
    extraHTTPHeaders: { 'x-forwarded-for': newAddress() },
  })
  if (cookies) await context.addCookies(await cookies())
  const page = await context.newPage()
  const scripts = watchScripts(page)
  await page.goto(url, { waitUntil: 'networkidle' })
  return { page, scripts, close: () => context.close() }
}

test('each page loads little more than Next itself, and the chart’s code waits until it comes near', async ({
  page,
  browser,
  baseURL,
}) => {
  test.setTimeout(180_000)
  await signUp(page.request)
  const places: Record<Name, string> = {
    landing: '/',
    post: SAMPLE_POST,
    'sign-in': '/sign-in',
    dashboard: '/dashboard',
  }
  const bare = await startBare()
  try {
    const opened = await open(browser, bare.url, null)
    const floor = weigh(opened.scripts)
    await opened.close()
    const table: Record<string, { kB: number; above: number; budget: number }> = {}
    for (const [name, path] of Object.entries(places) as [Name, string][]) {
      const cookies = name === 'dashboard' ? () => page.context().cookies() : null
      const { scripts, page: shown, close } = await open(browser, new URL(path, baseURL).href, cookies)
      const weight = weigh(scripts)
      table[name] = { kB: round(weight), above: round(weight - floor), budget: ABOVE[name] }
      if (name === 'dashboard') await expectChartOnSight(shown, scripts)
      await close()
    }
    console.table({ 'bare Next': { kB: round(floor), above: 0, budget: 0 }, ...table })
    for (const [name, { above, budget }] of Object.entries(table)) expect.soft(above, name).toBeLessThanOrEqual(budget)
  } finally {
    bare.stop()
  }
})

const round = (value: number) => Math.round(value * 10) / 10
const hasChart = (scripts: Scripts) => [...scripts.values()].some(({ text }) => text.includes('recharts'))

async function expectChartOnSight(page: Page, scripts: Scripts): Promise<void> {
  expect(hasChart(scripts), 'the chart before it is near').toBe(false)
  await page.getByRole('heading', { name: 'Reads per day' }).scrollIntoViewIfNeeded()
  await expect.poll(() => hasChart(scripts), { message: 'the chart once it is near' }).toBe(true)
}

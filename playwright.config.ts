// Run by scripts/test-e2e.mjs, which starts the production build, its database and the mail sink, and passes their addresses.
import { existsSync } from 'node:fs'
import { defineConfig } from 'playwright/test'

const DEBIAN_CHROMIUM = '/usr/bin/chromium'
const executablePath = process.env.CHROMIUM_PATH ?? (existsSync(DEBIAN_CHROMIUM) ? DEBIAN_CHROMIUM : undefined)

/** A browser that works as root and without a display, and calls nobody. */
const args = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
]

export default defineConfig({
  testDir: 'tests/e2e',
  // A folder of its own: Playwright empties it first.
  outputDir: 'test-results/browser',
  // As many at once as two cores carry; a test that none may run beside is marked ALONE.
  workers: 2,
  timeout: 60_000,
  expect: { timeout: 10_000 },
  forbidOnly: Boolean(process.env.CI),
  // A second try says that it was needed: the report calls such a test flaky.
  retries: process.env.CI ? 1 : 0,
  reporter: [['list'], ['json', { outputFile: 'test-results/e2e.json' }]],
  use: {
    baseURL: process.env.E2E_BASE_URL ?? 'http://localhost:3000',
    launchOptions: { args, ...(executablePath ? { executablePath } : {}) },
    locale: 'en-GB',
    timezoneId: 'Pacific/Auckland',
    screenshot: 'only-on-failure',
  },
  projects: [
    { name: 'desktop', use: { viewport: { width: 1440, height: 900 } } },
    {
      name: 'phone',
      // What is the same at every width is tried at one.
      testIgnore:
        /\/(?:accounts|admin|double-submit|feedback|headers|own-zone|public-weight|sessions|settings|without-javascript)\.spec\.ts$/,
      use: { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true },
    },
  ],
})

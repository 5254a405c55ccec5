import { availableParallelism } from 'node:os'
import { fileURLToPath } from 'node:url'
import { defineConfig } from 'vitest/config'

const inProject = (path: string) => fileURLToPath(new URL(path, import.meta.url))

const shared = {
  resolve: {
    alias: {
      '@': inProject('./').replace(/[/\\]$/, ''),
      // The marker throws outside a server bundle; this is the file a server bundle gets.
      'server-only': inProject('node_modules/server-only/empty.js'),
    },
  },
}

// An awkward zone, with half an hour in it: whatever depends on the machine's own shows itself.
const env = {
  NODE_ENV: 'test' as const,
  TZ: 'Asia/Kolkata',
  AUTH_SECRET: 'a secret that only tests use, 32 characters and more',
  APP_URL: 'http://localhost:3000',
  LOG_LEVEL: 'silent',
  NEXT_TELEMETRY_DISABLED: '1',
}

const guard = inProject('tests/setup/console-guard.ts')

/** Kills and freezes servers for minutes, so it runs alone and only when `npm run test:faults` asks for it. */
const faults = {
  ...shared,
  test: {
    name: 'faults',
    include: ['tests/faults/**/*.test.ts'],
    env,
    testTimeout: 300_000,
    hookTimeout: 120_000,
  },
}

/** Asks a production build over HTTP, each file on a database of its own; `npm run test:e2e` runs it after the browser. */
const contract = {
  ...shared,
  test: {
    name: 'contract',
    include: ['tests/contract/**/*.test.ts', 'tests/image/**/*.test.ts'],
    globalSetup: [inProject('tests/setup/global-setup.ts')],
    setupFiles: [inProject('tests/setup/integration.ts')],
    // The app under test runs in production, which refuses the example among the values above.
    env: { ...env, AUTH_SECRET: 'what the contract tests sign with, 32 characters and more' },
    testTimeout: 120_000,
    hookTimeout: 120_000,
    // Some compare times, on machines whose neighbours are noisy.
    retry: process.env.CI ? 1 : 0,
  },
}

export default defineConfig({
  test: {
    // Two on a machine with two cores too: much of a test is waiting, and each file has a database of its own.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        ...shared,
        test: { name: 'unit', include: ['tests/unit/**/*.test.{ts,tsx}'], setupFiles: [guard], env },
      },
      {
        ...shared,
        test: {
          name: 'integration',
          include: ['tests/integration/**/*.test.ts'],
          globalSetup: [inProject('tests/setup/global-setup.ts')],
          setupFiles: [guard, inProject('tests/setup/integration.ts')],
          env,
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        ...shared,
        test: {
          name: 'architecture',
          include: ['tests/architecture/**/*.test.ts'],
          setupFiles: [guard],
          env,
          testTimeout: 60_000,
        },
      },
      ...(process.env.FAULTS ? [faults] : []),
      ...(process.env.CONTRACT ? [contract] : []),
    ],
  },
})

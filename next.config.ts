import type { NextConfig } from 'next'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants'
import { fileURLToPath } from 'node:url'
import { headersOfAll } from './lib/security-headers.mjs'

const PAGE_EXTENSIONS = ['tsx', 'ts']

/** Loaded by Node as they are: nobody waits in development for what need not be compiled, and builds are shorter. */
const SERVER_PACKAGES = [
  '@node-rs/argon2',
  '@prisma/adapter-pg',
  '@prisma/client',
  '@react-email/render',
  '@sentry/nextjs',
  '@upstash/ratelimit',
  '@upstash/redis',
  '@zxcvbn-ts/language-common',
  'better-auth',
  'ioredis',
  'lru-cache',
  'nodemailer',
  'pg',
  'prom-client',
  'sharp',
  'zod',
]

const API_POLICY = "default-src 'none'; frame-ancestors 'none'"

const HEADERS = [
  // Once more than scripts/preload.mjs, which Vercel does not load. Only there does a build know its address.
  {
    source: '/:path*',
    headers: Object.entries(headersOfAll({ ...process.env, APP_URL: undefined })).map(([key, value]) => ({
      key,
      value,
    })),
  },
  {
    // The readable reference is a prerendered page and brings a policy of its own.
    source: '/api/:path((?!docs$).*)',
    headers: [{ key: 'Content-Security-Policy', value: API_POLICY }],
  },
  // What people sent can do nothing, should one open it by itself.
  {
    source: '/api/v1/avatars/:avatarId',
    headers: [{ key: 'Content-Security-Policy', value: `${API_POLICY}; sandbox` }],
  },
]

export default function config(phase: string): NextConfig {
  const development = phase === PHASE_DEVELOPMENT_SERVER
  return {
    // `page.dev.tsx` is a page in development and does not exist in a production build.
    pageExtensions: [
      ...PAGE_EXTENSIONS,
      ...(development ? ['dev.tsx'] : []),
      ...(process.env.FOOTHOLD_BENCH === '1' ? ['bench.tsx', 'bench.ts'] : []),
    ],
    // Never undefined, so that a build without them drops what only they would load.
    env: {
      NEXT_PUBLIC_SENTRY_DSN: process.env.NEXT_PUBLIC_SENTRY_DSN ?? '',
      NEXT_PUBLIC_VERCEL_ENV: process.env.NEXT_PUBLIC_VERCEL_ENV ?? '',
    },
    poweredByHeader: false,
    // scripts/lib/finished-pages.mjs does both, once for a page; Vercel does them itself.
    generateEtags: false,
    compress: development,
    reactStrictMode: true,
    devIndicators: false,
    experimental: {
      // It asks the npm registry for advisories at each start; tests/security-floor.json and the update bot watch instead.
      agentUpgrade: false,
    },
    ...(development
      ? {}
      : { cacheHandler: fileURLToPath(new URL('lib/cache-handler.mjs', import.meta.url)), cacheMaxMemorySize: 0 }),
    serverExternalPackages: SERVER_PACKAGES,
    // A build of code that was type-checked a moment ago need not do it again.
    typescript: { ignoreBuildErrors: process.env.TYPES_CHECKED === '1' },
    // Standalone only for the image: `next start` does not serve it well.
    ...(process.env.BUILD_STANDALONE === '1' ? { output: 'standalone' as const } : {}),
    // Nothing links there; it is what people type.
    redirects: async () => [{ source: '/settings', destination: '/settings/profile', permanent: false }],
    headers: async () => HEADERS,
  }
}

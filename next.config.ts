import type { NextConfig } from 'next'
import { PHASE_DEVELOPMENT_SERVER } from 'next/constants'

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

/** The same on every answer; a policy for scripts is not one of them, since it differs by kind of page. */
const STATIC_HEADERS = [
  { key: 'X-Content-Type-Options', value: 'nosniff' },
  { key: 'Referrer-Policy', value: 'strict-origin-when-cross-origin' },
  { key: 'X-Frame-Options', value: 'DENY' },
  { key: 'Cross-Origin-Opener-Policy', value: 'same-origin' },
  { key: 'Permissions-Policy', value: 'camera=(), microphone=(), geolocation=()' },
]

const API_POLICY = "default-src 'none'; frame-ancestors 'none'"

export default function config(phase: string): NextConfig {
  const development = phase === PHASE_DEVELOPMENT_SERVER
  return {
    // `page.dev.tsx` is a page in development and does not exist in a production build.
    pageExtensions: development ? [...PAGE_EXTENSIONS, 'dev.tsx'] : PAGE_EXTENSIONS,
    poweredByHeader: false,
    reactStrictMode: true,
    devIndicators: false,
    experimental: {
      // Visited posts stay in memory: written to disk they would outlive their database and fill a read-only image.
      isrFlushToDisk: false,
      // It asks the npm registry for advisories at each start; tests/security-floor.json and the update bot watch instead.
      agentUpgrade: false,
    },
    serverExternalPackages: SERVER_PACKAGES,
    // Standalone only for the image: `next start` does not serve it well.
    ...(process.env.BUILD_STANDALONE === '1' ? { output: 'standalone' as const } : {}),
    headers: async () => [
      { source: '/:path*', headers: STATIC_HEADERS },
      {
        source: '/api/:path((?!docs$).*)',
        headers: [{ key: 'Content-Security-Policy', value: API_POLICY }],
      },
      // What people sent can do nothing, should one open it by itself.
      {
        source: '/api/v1/avatars/:avatarId',
        headers: [{ key: 'Content-Security-Policy', value: `${API_POLICY}; sandbox` }],
      },
    ],
  }
}

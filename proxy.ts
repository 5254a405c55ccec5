import { randomBytes } from 'node:crypto'
import { NextResponse, type NextRequest } from 'next/server'
import { contentPolicy, servesHttps } from '@/lib/security-headers.mjs'
import { env } from '@/lib/env'
import { publicEnv } from '@/lib/public-env'

/**
 * Gives a page that is rendered per request its policy, with a nonce that Next puts on every inline script. It guards
 * nothing: each page asks for its own viewer, and every denial holds without this file.
 */
export function proxy(request: NextRequest) {
  const policy = contentPolicy({
    scripts: [`'nonce-${randomBytes(16).toString('base64')}'`],
    sentryDsn: publicEnv.sentryDsn,
    https: servesHttps(env()),
    development: env().NODE_ENV === 'development',
  })
  const headers = new Headers(request.headers)
  headers.set('content-security-policy', policy)
  return NextResponse.next({ request: { headers }, headers: { 'content-security-policy': policy } })
}

/**
 * Every page that is rendered per request, and no other address; tests compare the patterns with the pages and the build.
 * Few patterns that name many pages: Next tries each of them on each request, whatever is asked for.
 */
export const config = {
  matcher: [
    '/:page(blog|dashboard|confirm-email|forgot-password|reset-password|sign-in|two-factor)',
    '/admin/:page(audit|feedback)?',
    '/posts/:postId?',
    '/settings/:page(api-keys|profile|security)',
    '/sign-up/:page(complete)?',
  ],
}

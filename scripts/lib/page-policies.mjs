import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { contentPolicy, scriptHashes } from '../../lib/security-headers.mjs'
import { inProject } from './project.mjs'

/** The second is there when the build was one for the image. */
const BUILDS = [
  ['.next', 'server', 'app'],
  ['.next', 'standalone', '.next', 'server', 'app'],
]

/**
 * Writes the policy of each prerendered page, with the hashes of its inline scripts, into the headers that Next keeps
 * beside it. Safe to run twice.
 */
export function writePagePolicies() {
  const sentryDsn = process.env.NEXT_PUBLIC_SENTRY_DSN
  const folders = BUILDS.map((parts) => inProject(...parts)).filter((folder) => existsSync(folder))
  let written = 0
  for (const folder of folders) {
    for (const name of readdirSync(folder, { recursive: true, encoding: 'utf8' })) {
      const meta = join(folder, name.replace(/\.html$/, '.meta'))
      if (!name.endsWith('.html') || !existsSync(meta)) continue
      const page = JSON.parse(readFileSync(meta, 'utf8'))
      const scripts = scriptHashes(readFileSync(join(folder, name), 'utf8'))
      const headers = { ...page.headers, 'content-security-policy': contentPolicy({ scripts, sentryDsn }) }
      writeFileSync(meta, JSON.stringify({ ...page, headers }))
      written += 1
    }
  }
  return written
}

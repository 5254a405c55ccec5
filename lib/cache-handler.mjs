// Keeps revalidated pages as Next's own file cache does, and gives each the policy that names its own inline scripts: the
// page and its hashes are one entry, so a MISS, a HIT and a STALE answer all carry exactly theirs. To remove it, delete
// this file and its lines in next.config.ts; revalidated pages are then sent without a policy.
import FileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js'
import { contentPolicy, scriptHashes, servesHttps, UPGRADE } from './security-headers.mjs'

/** Node hands over the whole CommonJS module, a bundler its default export; Next loads this file in both ways. */
const Base = FileSystemCache.default ?? FileSystemCache
const MEMORY_BYTES = 64 * 1024 * 1024
const POLICY = 'content-security-policy'
const https = servesHttps(process.env)
const sentryDsn = process.env.NEXT_PUBLIC_SENTRY_DSN

export default class PolicyCache extends Base {
  /** @param {ConstructorParameters<typeof Base>[0]} context */
  constructor(context) {
    // Visited posts stay in memory: written to disk they would outlive their database and fill a read-only image.
    super({ ...context, flushToDisk: false, maxMemoryCacheSize: MEMORY_BYTES })
  }

  /** A build does not know under which address it will run, so the policy of a prerendered page is completed here. */
  async get(...args) {
    const entry = await super.get(...args)
    const headers = entry?.value?.headers
    const policy = headers?.[POLICY]
    if (https && policy && !policy.includes(UPGRADE)) headers[POLICY] = `${policy}; ${UPGRADE}`
    return entry
  }

  /** The first answer is sent from the very headers given here, so they are completed before anything is awaited. */
  async set(key, value, context) {
    if (value?.kind === 'APP_PAGE' && value.headers) {
      value.headers[POLICY] = contentPolicy({ scripts: scriptHashes(value.html), sentryDsn, https })
    }
    return super.set(key, value, context)
  }
}

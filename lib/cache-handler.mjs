// Keeps revalidated pages as Next's own file cache does, and gives each the policy that names its own inline scripts: the
// page and its hashes are one entry, so a MISS, a HIT and a STALE answer all carry exactly theirs. To remove it, delete
// this file and its lines in next.config.ts; revalidated pages are then sent without a policy.
import FileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache.js'
import { contentPolicy, scriptHashes, servesHttps, UPGRADE } from './security-headers.mjs'

/** Node hands over the whole CommonJS module, a bundler its default export; Next loads this file in both ways. */
const Base = FileSystemCache.default ?? FileSystemCache
/** As lib/public-env.ts writes it, which is compiled and cannot be loaded from here; a test holds them together. */
const UNKNOWN_ORIGIN = 'https://origin.invalid'
const MEMORY_BYTES = 64 * 1024 * 1024
const POLICY = 'content-security-policy'
const https = servesHttps(process.env)
const sentryDsn = process.env.NEXT_PUBLIC_SENTRY_DSN
const origin = process.env.APP_URL ? new URL(process.env.APP_URL).origin : undefined

const policyOf = (/** @type {string} */ html) => contentPolicy({ scripts: scriptHashes(html), sentryDsn, https })
const withOrigin = (/** @type {string} */ text) => text.replaceAll(UNKNOWN_ORIGIN, origin ?? UNKNOWN_ORIGIN)
const bytesWithOrigin = (/** @type {Buffer} */ bytes) => Buffer.from(withOrigin(bytes.toString()))

/** Entries that have been looked at: they stay in memory, and their text is long. */
const completed = new WeakSet()

/** Gives a prerendered page, once, what its build could not know: the address of the app, and the policy that follows. */
function complete(value) {
  if (!origin || completed.has(value)) return
  completed.add(value)
  if (!value.html.includes(UNKNOWN_ORIGIN)) return
  value.html = withOrigin(value.html)
  if (value.rscData) value.rscData = bytesWithOrigin(value.rscData)
  value.segmentData?.forEach((bytes, name) => value.segmentData.set(name, bytesWithOrigin(bytes)))
  if (value.headers) value.headers[POLICY] = policyOf(value.html)
}

export default class PolicyCache extends Base {
  /** When the page under way began to be made: Next asks for it first, and makes one of these for each request. */
  #begun = Date.now()

  /** @param {ConstructorParameters<typeof Base>[0]} context */
  constructor(context) {
    // Visited posts stay in memory: written to disk they would outlive their database and fill a read-only image.
    super({ ...context, flushToDisk: false, maxMemoryCacheSize: MEMORY_BYTES })
  }

  async get(...args) {
    if (args[1].kind === 'APP_PAGE') this.#begun = Date.now()
    const entry = await super.get(...args)
    if (entry?.value?.kind === 'APP_PAGE') complete(entry.value)
    const headers = entry?.value?.headers
    const policy = headers?.[POLICY]
    if (https && policy && !policy.includes(UPGRADE)) headers[POLICY] = `${policy}; ${UPGRADE}`
    return entry
  }

  /** The first answer is sent from the very headers given here, so they are completed before anything is awaited. */
  async set(key, value, context) {
    if (value?.kind === 'APP_PAGE' && value.headers) {
      value.headers[POLICY] = policyOf(value.html)
    }
    const begun = this.#begun
    await super.set(key, value, context)
    if (value?.kind !== 'APP_PAGE') return
    // As old as what it was made from: a page that a publication overtook is a 404 from before, and not kept as new.
    const kept = await super.get(key, context)
    if (kept?.value === value) kept.lastModified = begun
  }
}

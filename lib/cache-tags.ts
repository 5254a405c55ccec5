import 'server-only'
// Tags are versions, not times: an entry remembers the version of each tag it was loaded under and is void once one differs.
// Without clocks, two machines cannot disagree; a flushed Redis only makes entries void.
import { redis } from '@/lib/redis'
import { singleton } from '@/lib/singleton'

/** How long a process trusts what it last heard, and so how late another process may see an invalidation. */
const TRUST_MS = 1_000
const TAG_TTL_SECONDS = 7 * 24 * 3600
const TAGS_MAX = 50_000
const NONE = '0'

type Known = { version: string; checkedAt: number }
type State = { known: Map<string, Known>; unsent: Map<string, string> }

const state = () => singleton('cache.tags', (): State => ({ known: new Map(), unsent: new Map() }))
const redisKey = (tag: string) => `tag:${tag}`

function remember(tag: string, version: string): void {
  const { known } = state()
  known.delete(tag)
  known.set(tag, { version, checkedAt: performance.now() })
  const oldest = known.size > TAGS_MAX ? known.keys().next().value : undefined
  if (oldest !== undefined) known.delete(oldest)
}

/** Invalidations made while Redis was away are sent as soon as it is back, before its word is trusted again. */
async function sendUnsent(): Promise<void> {
  const { unsent } = state()
  const client = redis()
  if (!client || unsent.size === 0) return
  const batch = [...unsent]
  const pipeline = client.pipeline()
  for (const [tag, version] of batch) pipeline.set(redisKey(tag), version, { ex: TAG_TTL_SECONDS })
  await pipeline.exec()
  for (const [tag, version] of batch) if (unsent.get(tag) === version) unsent.delete(tag)
}

/** The versions of these tags, at most one second old where Redis answers, else as this process knows them. */
export async function tagVersions(tags: readonly string[]): Promise<string[]> {
  const client = redis()
  const { known } = state()
  const now = performance.now()
  const due = client ? tags.filter((tag) => now - (known.get(tag)?.checkedAt ?? -Infinity) > TRUST_MS) : []
  if (client && due.length > 0) {
    try {
      await sendUnsent()
      const versions = await client.mget<(string | null)[]>(...due.map(redisKey))
      due.forEach((tag, index) => remember(tag, String(versions[index] ?? NONE)))
    } catch {
      // Redis is away: what this process knows still stands, and is asked again after the same pause.
      due.forEach((tag) => remember(tag, known.get(tag)?.version ?? NONE))
    }
  }
  return tags.map((tag) => known.get(tag)?.version ?? NONE)
}

/** Makes every entry under these tags void: here at once, elsewhere within a second of Redis hearing of it. */
export async function invalidateTags(tags: readonly string[]): Promise<void> {
  const { unsent } = state()
  for (const tag of tags) {
    const version = crypto.randomUUID()
    remember(tag, version)
    if (redis()) unsent.set(tag, version)
  }
  await sendUnsent().catch(() => undefined)
}

import fs from 'node:fs'
import { createHash } from 'node:crypto'
import type FileSystemCache from 'next/dist/server/lib/incremental-cache/file-system-cache'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { expect, test } from 'vitest'
import PolicyCache from '@/lib/cache-handler.mjs'
import { UNKNOWN_ORIGIN } from '@/lib/public-env'

const hash = (script: string) => `'sha256-${createHash('sha256').update(script).digest('base64')}'`

/** A build's folder with one prerendered page, as Next leaves it. */
function builtPage(script: string): string {
  const folder = fs.mkdtempSync(path.join(tmpdir(), 'build-'))
  const app = path.join(folder, 'app')
  fs.mkdirSync(app)
  const head = `<link rel="canonical" href="${UNKNOWN_ORIGIN}"/><meta content="${UNKNOWN_ORIGIN}/opengraph-image"/>`
  fs.writeFileSync(path.join(app, 'index.html'), `<html>${head}<script>${script}</script></html>`)
  fs.writeFileSync(path.join(app, 'index.rsc'), `0:"${UNKNOWN_ORIGIN}/"`)
  const meta = { headers: { 'content-security-policy': `script-src 'self' ${hash(script)}` } }
  fs.writeFileSync(path.join(app, 'index.meta'), JSON.stringify(meta))
  return folder
}

const promised = {
  existsSync: fs.existsSync,
  readFileSync: fs.readFileSync,
  readFile: fs.promises.readFile,
  stat: fs.promises.stat,
}

type Context = ConstructorParameters<typeof PolicyCache>[0]
/** What Next makes at each request. */
const cacheOf = (serverDistDir: string) =>
  new PolicyCache({
    fs: promised,
    serverDistDir,
    dev: false,
    revalidatedTags: [],
  } as unknown as Context) as PolicyCache & FileSystemCache
const PAGE = { kind: 'APP_PAGE', isRoutePPREnabled: false, isFallback: false }

test('a page that was built without an address names the one it is served under, and its policy fits what it became', async () => {
  const cache = cacheOf(builtPage(`self.push("${UNKNOWN_ORIGIN}/blog")`))
  type Entry = { value: { html: string; rscData: Buffer; headers: Record<string, string> } }
  for (const round of ['from the disk', 'from memory']) {
    const { value } = (await cache.get('/index', PAGE)) as Entry
    expect(value.html, round).toContain('<link rel="canonical" href="http://localhost:3000"/>')
    expect(value.html + value.rscData.toString(), round).not.toContain('origin.invalid')
    expect(value.headers['content-security-policy'], round).toContain(hash('self.push("http://localhost:3000/blog")'))
  }
})

test('a page whose ground changed while it was made is not kept, and the next one is', async () => {
  const folder = builtPage('')
  const page = () => ({ kind: 'APP_PAGE', html: '<p>', headers: { 'x-next-cache-tags': '/blog/new' } })
  /** One request that finds nothing and makes the page; `meanwhile` happens before the page is handed over. */
  const make = async (meanwhile: () => Promise<unknown>) => {
    const request = cacheOf(folder)
    expect(await request.get('/blog/new', PAGE)).toBeNull()
    await new Promise((resolve) => setTimeout(resolve, 5))
    await meanwhile()
    await request.set('/blog/new', page(), { ...PAGE, cacheControl: { revalidate: 60 } })
  }
  await make(() => cacheOf(folder).revalidateTag(['/blog/new']))
  await make(() => Promise.resolve())
  expect(await cacheOf(folder).get('/blog/new', PAGE)).toMatchObject({ value: { html: '<p>' } })
})

import fs from 'node:fs'
import { createHash } from 'node:crypto'
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

test('a page that was built without an address names the one it is served under, and its policy fits what it became', async () => {
  const serverDistDir = builtPage(`self.push("${UNKNOWN_ORIGIN}/blog")`)
  const context = { fs: promised, serverDistDir, dev: false, revalidatedTags: [], _requestHeaders: {} }
  const cache = new PolicyCache(context as unknown as ConstructorParameters<typeof PolicyCache>[0])
  type Entry = { value: { html: string; rscData: Buffer; headers: Record<string, string> } }
  for (const round of ['from the disk', 'from memory']) {
    const get = { kind: 'APP_PAGE', isRoutePPREnabled: false, isFallback: false }
    const { value } = (await cache.get('/index', get)) as Entry
    expect(value.html, round).toContain('<link rel="canonical" href="http://localhost:3000"/>')
    expect(value.html + value.rscData.toString(), round).not.toContain('origin.invalid')
    expect(value.headers['content-security-policy'], round).toContain(hash('self.push("http://localhost:3000/blog")'))
  }
})

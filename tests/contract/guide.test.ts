// The script of docs/api.md, pasted into a shell as a newcomer would: it does what the guide says that it prints.
import { execFile } from 'node:child_process'
import { mkdtempSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { afterAll, beforeAll, expect, test } from 'vitest'
import { findFreePort } from '../../scripts/lib/ports.mjs'
import { inProject } from '../../scripts/lib/project.mjs'
import { startApp, type AppUnderTest } from '../support/app-under-test'
import { databaseUrl } from '../support/database'
import { closePool, pool } from '../support/fingerprint'
import { newPerson, PASSWORD } from '../support/scene'

const run = promisify(execFile)
const guide = readFileSync(inProject('docs', 'api.md'), 'utf8')
const block = (language: string) => new RegExp(`\`\`\`${language}\n([\\s\\S]*?)\`\`\``).exec(guide)?.[1] ?? ''

/** What differs from run to run: a key, an id, a number of seconds. */
const masked = (text: string) =>
  text
    .trim()
    .replace(/fh_[\w-]{8}/g, 'fh_KEY')
    .replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, 'ID')
    .replace(/(429 Retry-After:) [1-9]\d*/, '$1 SECONDS')
    .split('\n')
    .map((line) => line.trimEnd())

let app: AppUnderTest
const folder = mkdtempSync(join(tmpdir(), 'guide-'))

beforeAll(async () => {
  const port = await findFreePort()
  const origin = `http://127.0.0.1:${port}`
  const { userId } = await newPerson()
  await pool().query("update users set email = 'demo@example.com' where id = $1", [userId])
  await pool().query(
    `insert into posts (id, author_id, slug, title, content)
     select gen_random_uuid(), $1::uuid, 'kept-' || n, 'Kept ' || n, '' from generate_series(1, 7) n`,
    [userId],
  )
  app = await startApp('guide', { DATABASE_URL: databaseUrl(), APP_URL: origin }, { port })
})
afterAll(async () => {
  await app?.stop()
  await closePool()
  rmSync(folder, { recursive: true, force: true })
})

test('the script of the guide prints what the guide says', async () => {
  const env = { ...process.env, APP: app.url, PASSWORD }
  const { stdout, stderr } = await run('sh', ['-c', block('sh')], { cwd: folder, env })
  expect(stderr).toBe('')
  expect(masked(stdout)).toEqual(masked(block('text')))
})

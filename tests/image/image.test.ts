// What the image holds, run as the image runs it: away from the project, as nobody, from files that cannot be written.
import { spawn } from 'node:child_process'
import { randomBytes, randomUUID } from 'node:crypto'
import { chmodSync, cpSync, mkdtempSync, readdirSync, readFileSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, test } from 'vitest'
import { withConnection, withDatabase } from '../../scripts/lib/database/address.mjs'
import { inProject } from '../../scripts/lib/project.mjs'
import { logged, startApp, type AppUnderTest } from '../support/app-under-test'
import { databaseUrl } from '../support/database'
import { closePool, pool } from '../support/fingerprint'
import { newPerson, newScene } from '../support/scene'
import { signIn } from '../support/world'

const NOBODY = process.getuid?.() === 0 ? 65_534 : undefined
const NEVER_SHIPPED = /(?:^|\/)(?:\.env[^/]*|\.git|\.foothold|[^/]*\.dev\.tsx?|[^/]*\.test\.ts|[^/]*\.bench\.tsx?)$/
const HIDDEN = [
  '/.env',
  '/.git/HEAD',
  '/dev/inbox',
  '/package.json',
  '/server.js',
  '/scripts/preload.mjs',
  '/.next/BUILD_ID',
]
const PIXEL = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==',
  'base64',
)

/** The last command of the Dockerfile, without its `node`. */
function commandOfImage(): string[] {
  const [, command = '[]'] =
    /^CMD (\[.*\])$/m.exec(readFileSync(inProject('Dockerfile'), 'utf8').replace(/[\s\S]*\nFROM/, '')) ?? []
  const [program, ...rest] = JSON.parse(command) as string[]
  expect(program).toBe('node')
  return rest
}

let folder: string
let writable: string
let files: string[]
let app: AppUnderTest
const listing = () => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort()

beforeAll(async () => {
  folder = mkdtempSync(path.join(tmpdir(), 'image-'))
  cpSync(inProject('.next', 'standalone'), folder, { recursive: true, verbatimSymlinks: true })
  files = listing()
  chmodSync(folder, 0o755)
  writable = mkdtempSync(path.join(tmpdir(), 'image-volume-'))
  chmodSync(writable, 0o777)
  app = await start(databaseUrl())
}, 120_000)
afterAll(async () => {
  await app?.stop()
  await closePool()
  for (const made of [folder, writable]) if (made) rmSync(made, { recursive: true, force: true })
})

const start = (url: string) =>
  startApp(
    'image',
    { DATABASE_URL: url, AUTH_SECRET: process.env.AUTH_SECRET ?? '', TRUSTED_PROXY: '0' },
    { folder, args: commandOfImage(), user: NOBODY },
  )

/** Runs one of the image's programs to its end. */
function run(args: string[], env: Record<string, string>): Promise<{ code: number | null; output: string }> {
  const child = spawn(process.execPath, args, {
    cwd: folder,
    env: { PATH: process.env.PATH, NODE_ENV: 'production', ...env },
    stdio: ['ignore', 'pipe', 'pipe'],
    ...(NOBODY === undefined ? {} : { uid: NOBODY, gid: NOBODY }),
  })
  let output = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += String(chunk)))
  return new Promise((resolve) => child.once('close', (code) => resolve({ code, output })))
}

const get = (where: string, headers: Record<string, string> = {}) =>
  fetch(`${app.url}${where}`, { redirect: 'manual', headers })

test('it holds no secrets, no history, no tests and no pages of development', () => {
  const own = files.filter((name) => !name.includes('node_modules'))
  expect(own.filter((name) => NEVER_SHIPPED.test(name))).toEqual([])
})

test('a page comes with its policy, its scripts, its pictures and the files of the public folder', async () => {
  const page = await get('/')
  const html = await page.text()
  expect(page.headers.get('content-security-policy')).toContain("'sha256-")
  expect(page.headers.get('x-content-type-options')).toBe('nosniff')
  const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(html) ?? []
  const asset = await get(script)
  expect(asset.status).toBe(200)
  expect(asset.headers.get('cache-control')).toContain('immutable')
  for (const name of readdirSync(inProject('public'))) expect((await get(`/${name}`)).status, name).toBe(200)
  const picture = await get(/https?:\/\/[^"]+(\/opengraph-image[^"]*)/.exec(html)?.[1] ?? '')
  expect(picture.headers.get('content-type')).toBe('image/png')
  expect((await picture.bytes()).byteLength).toBeGreaterThan(5_000)
})

test('a person signs in, sees the dashboard and sets a picture', async () => {
  const { email, name } = await newPerson()
  const origin = 'http://localhost:3000'
  const { status, cookie = '' } = await signIn(app, email, '127.0.0.1')
  expect(status).toBe(200)
  const dashboard = await get('/dashboard', { cookie })
  expect(dashboard.status).toBe(200)
  expect(await dashboard.text()).toContain(name)
  const put = await fetch(`${app.url}/api/v1/me/avatar`, {
    method: 'PUT',
    headers: { 'content-type': 'image/png', origin, cookie },
    body: PIXEL,
  })
  expect([put.status, await put.text()]).toEqual([200, expect.stringContaining('avatarUrl')])
})

test('a post is made once and kept in memory', async () => {
  const { slug } = await newScene()
  const states = []
  for (let time = 0; time < 2; time += 1) {
    const answer = await get(`/blog/${slug}`)
    states.push([answer.status, answer.headers.get('x-nextjs-cache')])
    expect(answer.headers.get('content-security-policy')).toContain("'sha256-")
    await answer.text()
  }
  expect(states).toEqual([
    [200, 'MISS'],
    [200, 'HIT'],
  ])
})

test('what is no page is not handed out', async () => {
  const [script = ''] = /\/_next\/static\/[^"]+\.js/.exec(await (await get('/')).text()) ?? []
  for (const where of [
    ...HIDDEN,
    `${script}.map`,
    '/_next/static/%2e%2e/%2e%2e/package.json',
    '/_next/static/..%2f..%2fserver.js',
  ])
    expect((await get(where)).status, where).toBe(404)
})

describe('its other programs', () => {
  test('the migrations make an empty database ready, find nothing to do the second time, and a backup goes into it', async () => {
    const name = `image_${randomBytes(4).toString('hex')}`
    const server = { url: databaseUrl(), name: 'the test database' }
    await withConnection(server, (client) => client.query(`create database ${name}`))
    try {
      const env = { DATABASE_URL: withDatabase(server, name).url }
      const first = await run(['scripts/db-migrate.mjs'], env)
      expect([first.code, first.output]).toEqual([0, expect.stringMatching(/is up to date \([1-9]\d* applied\)/)])
      const second = await run(['scripts/db-migrate.mjs'], env)
      expect([second.code, second.output]).toEqual([0, expect.stringContaining('is up to date (0 applied)')])
      const file = path.join(writable, 'today.backup.gz')
      expect(await run(['scripts/db-backup.mjs', file], { DATABASE_URL: databaseUrl() })).toMatchObject({ code: 0 })
      expect(await run(['scripts/db-restore.mjs', file], env)).toMatchObject({ code: 0 })
    } finally {
      await withConnection(server, (client) => client.query(`drop database ${name} with (force)`))
    }
  })

  test('the first admin is made by address', async () => {
    const { email, userId } = await newPerson()
    const env = { DATABASE_URL: databaseUrl() }
    expect(await run(['scripts/admin-grant.mjs', email], env)).toMatchObject({ code: 0 })
    const { rows } = await pool().query('select role from users where id = $1', [userId])
    expect(rows).toEqual([{ role: 'admin' }])
    const missing = await run(['scripts/admin-grant.mjs', `${randomUUID()}@example.test`], env)
    expect(missing).toMatchObject({ code: 1, output: expect.stringContaining('There is no user') })
  })

  test('without its settings it says which, and ends', async () => {
    const { code, output } = await run(commandOfImage(), { PORT: '0', HOSTNAME: '127.0.0.1' })
    expect(code).not.toBe(0)
    for (const name of ['DATABASE_URL', 'AUTH_SECRET', 'APP_URL']) expect(output).toContain(name)
  })
})

test('nothing was written, no error was logged, and it stops in order', async () => {
  expect(listing()).toEqual(files)
  expect(await app.stop('SIGTERM')).toBe(0)
  expect(logged(app).filter(({ level }) => level === 'error')).toEqual([])
})

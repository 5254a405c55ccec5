// What is printed at the start signs in, whatever DEMO_PASSWORD was when the database was filled.
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { verifyPassword } from '@/lib/auth/password'
import { seedOnce } from '../../scripts/lib/database/prepare.mjs'
import { databaseUrl, sql } from '../support/database'

const folder = mkdtempSync(path.join(tmpdir(), 'demo-'))
beforeAll(() => vi.stubEnv('FOOTHOLD_DATA_DIR', folder))
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true })
})

const target = (changes: object = {}) => ({
  ...{ url: databaseUrl(), name: 'DATABASE_URL', embedded: true, loopback: true, attached: false },
  release: async () => {},
  ...changes,
})
const logins = () =>
  sql<{ email: string; hash: string }>('select email, password as hash from accounts join users on users.id = user_id')
async function whoSignsInWith(password: string): Promise<string[]> {
  const found = []
  for (const { email, hash } of await logins()) if (await verifyPassword({ hash, password })) found.push(email)
  return found.sort()
}
const BOTH = ['admin@example.com', 'demo@example.com']

it('the printed password signs in to a database that was filled with another, and its posts stay as they are', async () => {
  vi.stubEnv('DEMO_PASSWORD', 'the first of two')
  expect(await seedOnce(target())).toBe(true)
  expect(await whoSignsInWith('the first of two')).toEqual(BOTH)
  await sql(`delete from posts where slug = (select min(slug) from posts)`)
  const posts = await sql('select id, title, version from posts order by id')
  expect(posts.length).toBeGreaterThan(0)

  vi.stubEnv('DEMO_PASSWORD', 'the second of two')
  expect(await seedOnce(target())).toBe(true)
  expect(await whoSignsInWith('the second of two')).toEqual(BOTH)
  expect(await whoSignsInWith('the first of two')).toEqual([])
  expect(await sql('select id, title, version from posts order by id')).toEqual(posts)
})

it('a password that works already is not written again', async () => {
  const before = await logins()
  expect(await seedOnce(target())).toBe(true)
  expect(await logins()).toEqual(before)
})

it('a database of one’s own on this machine is only asked whether the password signs in', async () => {
  const own = target({ embedded: false })
  expect(await seedOnce(own)).toBe(true)
  const before = await logins()
  vi.stubEnv('DEMO_PASSWORD', 'another one')
  expect(await seedOnce(own)).toBe(false)
  expect(await logins()).toEqual(before)
})

it('no password is set, and none is printed, on a database that is not on this machine', async () => {
  vi.stubEnv('DEMO_PASSWORD', 'a third one')
  expect(await seedOnce(target({ embedded: false, loopback: false }))).toBe(false)
  expect(await whoSignsInWith('a third one')).toEqual([])
})

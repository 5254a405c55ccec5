import { execFile } from 'node:child_process'
import { beforeEach, describe, expect, test } from 'vitest'
import { db } from '@/lib/db'
import { inProject } from '../../scripts/lib/project.mjs'
import { databaseUrl, emptyDatabase } from '../support/database'
import { createUser } from '../support/people'

beforeEach(emptyDatabase)

/** `npm run admin:grant`, as a person types it. */
const grant = (...args: string[]) =>
  new Promise<{ code: number; said: string }>((resolve) => {
    const env = { ...process.env, DATABASE_URL: databaseUrl() }
    execFile(process.execPath, [inProject('scripts', 'admin-grant.mjs'), ...args], { env }, (error, stdout, stderr) =>
      resolve({ code: error ? 1 : 0, said: stdout + stderr }),
    )
  })
const roles = async () => (await db().user.findMany({ select: { role: true } })).map(({ role }) => role)

describe('npm run admin:grant', () => {
  test('makes one user an admin, says so in the audit log, and is safe to run twice', async () => {
    const [user] = [await createUser(), await createUser()]
    expect(await grant(user.email.toUpperCase())).toMatchObject({ code: 0 })
    expect(await grant(user.email)).toEqual({ code: 0, said: `${user.email} is an admin already.\n` })
    expect((await roles()).sort()).toEqual(['admin', 'user'])
    expect(await db().auditEntry.findMany()).toEqual([
      expect.objectContaining({ actorId: null, action: 'role.changed', targetId: user.id }),
    ])
  })

  test('refuses an address that nobody has, and anything that is none', async () => {
    await createUser()
    for (const args of [['nobody@example.test'], ['nobody'], []]) {
      const { code, said } = await grant(...args)
      expect(code).toBe(1)
      expect(said).toMatch(/sign up first|Give one address/)
    }
    expect(await roles()).toEqual(['user'])
  })
})

import { runNode } from '../children.mjs'
import { variable } from '../environment.mjs'
import { Problem } from '../problem.mjs'
import { dataFolder, inProject, keptSecret } from '../project.mjs'
import { withConnection } from './address.mjs'

/** @typedef {import('./target.mjs').Target} Target */

export const DEMO_EMAILS = ['demo@example.com', 'admin@example.com']

/** DEMO_PASSWORD, or one that is made once per data folder. */
export function demoPassword() {
  return variable('DEMO_PASSWORD') ?? keptSecret('demo-password', 9)
}

/** AUTH_SECRET, or one that is made once per data folder. */
export function authSecret() {
  return variable('AUTH_SECRET') ?? keptSecret('auth-secret', 32)
}

/** @param {Target} target @returns {Promise<{ users: number, demo: boolean }>} */
export async function countUsers(target) {
  return withConnection(target, async (client) => {
    try {
      const { rows } = await client.query(
        `select (select count(*)::int from (select 1 from users limit 1) one) as users,
                exists (select 1 from users where email = $1) as demo`,
        [DEMO_EMAILS[0]],
      )
      return rows[0]
    } catch (error) {
      // Not migrated yet.
      if (/** @type {any} */ (error).code === '42P01') return { users: 0, demo: false }
      throw error
    }
  })
}

/** Whether all demo users have the password that is printed. @param {Target} target @returns {Promise<boolean>} */
export async function demoLoginsWork(target) {
  const { verify } = await import('@node-rs/argon2')
  const { rows } = await withConnection(target, (client) =>
    client.query(
      `select password from accounts join users on users.id = user_id
         where provider_id = 'credential' and password is not null and email = any ($1)`,
      [DEMO_EMAILS],
    ),
  )
  const same = await Promise.all(rows.map(({ password }) => verify(password, demoPassword().normalize('NFC'))))
  return same.length === DEMO_EMAILS.length && same.every(Boolean)
}

/**
 * Runs prisma/seed.ts. Demo users have a known password, so they never go into a database that others can reach.
 * @param {Target} target @param {{ show?: boolean, loginsOnly?: boolean }} [options]
 */
export async function seed(target, { show = false, loginsOnly = false } = {}) {
  if (!target.loopback) {
    throw new Problem(
      `${target.name} is not on this machine, and demo users belong on no other: seed a database on localhost.`,
    )
  }
  const env = {
    ...process.env,
    DATABASE_URL: target.url,
    DEMO_PASSWORD: demoPassword(),
    AUTH_SECRET: authSecret(),
    FOOTHOLD_DATA_DIR: dataFolder(),
  }
  // "react-server" is the condition under which the rooms' `server-only` marker is empty.
  const args = ['--conditions=react-server', '--import', 'tsx', inProject('prisma', 'seed.ts')]
  if (loginsOnly) args.push('logins')
  const { code, output } = await runNode(args, { env, show })
  if (code !== 0)
    throw new Problem(`The database could not be seeded${output ? `: ${output.trim()}` : ' (see above)'}.`)
}

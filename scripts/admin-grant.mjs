// npm run admin:grant EMAIL: makes the user with this address an admin, and says so in the audit log. The way to the first
// admin: nobody becomes one by being first. Safe to run twice; works on DATABASE_URL, else on the embedded database.
import { randomBytes } from 'node:crypto'
import './lib/node-version.mjs'
import { entry } from './lib/entry.mjs'

/** A uuid v7, as the app makes them. */
function newId() {
  const bytes = randomBytes(16)
  bytes.writeUIntBE(Date.now(), 0, 6)
  bytes[6] = (bytes[6] & 0x0f) | 0x70
  bytes[8] = (bytes[8] & 0x3f) | 0x80
  return bytes.toString('hex')
}

/** Role and audit entry in one statement: a row each where the user was no admin yet. */
const GRANT = `
  with granted as (
    update users set role = 'admin', updated_at = now() where email = $1 and role <> 'admin' returning id
  )
  insert into audit_entries (id, action, target_type, target_id, details)
  select $2::uuid, 'role.changed', 'user', id::text, '{"role":"admin","by":"admin:grant"}' from granted`

entry(async () => {
  const { parseArgs } = await import('node:util')
  const { loadEnvironment } = await import('./lib/environment.mjs')
  loadEnvironment(process.env.NODE_ENV === 'production' ? 'production' : 'development')
  const { withConnection } = await import('./lib/database/address.mjs')
  const { openTarget } = await import('./lib/database/target.mjs')
  const { Problem } = await import('./lib/problem.mjs')
  const { positionals } = parseArgs({ allowPositionals: true })
  const [email, ...others] = positionals
  if (!email?.includes('@') || others.length > 0)
    throw new Problem('Give one address: npm run admin:grant ines@example.com')
  const target = await openTarget()
  try {
    await withConnection(target, async (client) => {
      const { rowCount } = await client.query(GRANT, [email.toLowerCase(), newId()])
      if (rowCount === 1) return console.log(`${email} is an admin now.`)
      const { rows } = await client.query('select 1 from users where email = $1', [email.toLowerCase()])
      if (rows.length === 0) throw new Problem(`There is no user ${email}: sign up first.`)
      console.log(`${email} is an admin already.`)
    })
  } finally {
    await target.release()
  }
})

// A second factor and a sign-in that waits for its code, made in the database as the app makes them.
import { createHmac, randomBytes } from 'node:crypto'
import { symmetricEncrypt } from 'better-auth/crypto'
import { auth } from '@/lib/auth/auth'
import { pool } from './fingerprint'

/** A second factor, confirmed or not yet; returns the secret that its codes are made from. */
export async function newTwoFactor(userId: string, verified = true): Promise<string> {
  const secret = randomBytes(18).toString('base64url')
  const { secretConfig: key } = await auth().$context
  const [sealed, codes] = await Promise.all([secret, '["aB3dE-fG5hJ"]'].map((data) => symmetricEncrypt({ key, data })))
  await pool().query(
    `insert into two_factors (id, user_id, secret, backup_codes, verified) values (gen_random_uuid(), $1, $2, $3, $4)`,
    [userId, sealed, codes, verified],
  )
  await pool().query('update users set two_factor_enabled = $2 where id = $1', [userId, verified])
  return secret
}

/** The cookie of somebody who gave the right password and owes a code. */
export async function newChallenge(userId: string): Promise<string> {
  const { createAuthCookie, internalAdapter, secret } = await auth().$context
  const identifier = `2fa-${randomBytes(15).toString('base64url')}`
  const expiresAt = new Date(Date.now() + 600_000)
  await internalAdapter.createVerificationValue({ identifier, value: userId, expiresAt })
  await internalAdapter.createVerificationValue({ identifier: `2fa-attempts-${identifier}`, value: '0', expiresAt })
  const signature = createHmac('sha256', secret).update(identifier).digest('base64')
  return `${createAuthCookie('two_factor').name}=${encodeURIComponent(`${identifier}.${signature}`)}`
}

import 'server-only'
// Two-factor sign-in: setting it up and turning it off, by codes of an authenticator app. The second step of a sign-in is
// better-auth's plugin (sign-in.ts); both keep secrets and backup codes encrypted with AUTH_SECRET.
import { randomBytes } from 'node:crypto'
import { generateRandomString, symmetricDecrypt, symmetricEncrypt } from 'better-auth/crypto'
import { encodeQR } from 'qr'
import {
  claimCode,
  createTwoFactor,
  deleteTwoFactor,
  enableTwoFactor,
  setBackupCodes,
} from '@/lib/auth/account-mutations'
import { auth } from '@/lib/auth/auth'
import type { UserViewer } from '@/lib/auth/identity'
import { twoFactorMail } from '@/lib/auth/mails'
import { notify } from '@/lib/auth/outbox'
import { proveOwnPassword, type Attempt } from '@/lib/auth/own-password'
import { getPasswordHash, getTwoFactor } from '@/lib/auth/queries'
import { isTotpCode, base32, totpUri } from '@/lib/auth/totp'
import { AppError } from '@/lib/errors'
import { log } from '@/lib/logger'
import { publicEnv } from '@/lib/public-env'
import { refundRateLimit } from '@/lib/rate-limit'

const BACKUP_CODES = 10

const encrypt = async (data: string) => symmetricEncrypt({ key: (await auth().$context).secretConfig, data })
const decrypt = async (data: string) => symmetricDecrypt({ key: (await auth().$context).secretConfig, data })

/** Ten codes, and the form in which the plugin reads them. */
async function makeBackupCodes() {
  const half = () => generateRandomString(5, 'a-z', 'A-Z', '0-9')
  const backupCodes = Array.from({ length: BACKUP_CODES }, () => `${half()}-${half()}`)
  return { backupCodes, encrypted: await encrypt(JSON.stringify(backupCodes)) }
}

/** Counts one more code against the account; only a wrong one costs. Throws 429. */
export const takeCodeTry = async (userId: string, { take }: Pick<Attempt, 'take'>) => {
  const tries = `code:${userId}`
  await take('password', tries)
  return () => refundRateLimit('password', tries)
}

/** Throws 422 unless the code is right and was not tried before; 429. */
async function proveCode(viewer: UserViewer, encryptedSecret: string, code: string, attempt: Attempt): Promise<void> {
  const { userId } = viewer
  const refund = await takeCodeTry(userId, attempt)
  if (!(await claimCode(userId, code)) || !isTotpCode(await decrypt(encryptedSecret), code)) {
    log.warn('authn_login_fail', { requestId: attempt.requestId, userId, address: attempt.address, factor: 'totp' })
    throw new AppError('invalid', 'The code is not right.', {
      fields: [{ path: 'code', message: 'This code is not right, or was used already. Wait for the next one' }],
    })
  }
  await refund()
}

/** Makes a secret, and shows it this once. Throws 409 where two-factor sign-in is on. */
export async function startTwoFactor(viewer: UserViewer) {
  // 144 bits, as text: the plugin takes the text itself for the key.
  const secret = randomBytes(18).toString('base64url')
  await createTwoFactor(viewer, await encrypt(secret))
  const uri = totpUri(secret, { issuer: publicEnv.appName, account: viewer.email })
  const svg = encodeQR(uri, 'svg')
  return { secret: base32(secret), uri, qr: `data:image/svg+xml;base64,${Buffer.from(svg).toString('base64')}` }
}

/** Turns it on with the first code, and shows the backup codes, this once. Throws 409, 422, 429. */
export async function confirmTwoFactor(viewer: UserViewer, code: string, attempt: Attempt) {
  const { request, requestId, address } = attempt
  const pending = await getTwoFactor(viewer)
  if (!pending) throw new AppError('conflict', 'Start the set-up first.')
  if (pending.verified) throw new AppError('conflict', 'Two-factor sign-in is on already.')
  await proveCode(viewer, pending.secret, code, attempt)
  const { backupCodes, encrypted } = await makeBackupCodes()
  await enableTwoFactor(viewer, { twoFactorId: pending.id, encryptedBackupCodes: encrypted }, address)
  log.info('user_updated', { requestId, address, userId: viewer.userId, attribute: 'two-factor', value: 'on' })
  notify(request, (origin) => twoFactorMail(viewer.email, 'on', `${origin}/forgot-password`))
  return { backupCodes }
}

/** Turns it off, for the password; for a code where there is no password. Throws 409, 422, 429. */
export async function disableTwoFactor(
  viewer: UserViewer,
  proof: { password: string } | { code: string },
  attempt: Attempt,
): Promise<void> {
  const { request, requestId, address } = attempt
  const twoFactor = await getTwoFactor(viewer)
  if (!twoFactor?.verified) throw new AppError('conflict', 'Two-factor sign-in is off already.')
  if ('password' in proof) await proveOwnPassword(viewer, { field: 'password', password: proof.password }, attempt)
  else if ((await getPasswordHash(viewer)) === undefined) await proveCode(viewer, twoFactor.secret, proof.code, attempt)
  else
    throw new AppError('invalid', 'Give your password.', {
      fields: [{ path: 'password', message: 'Give your password' }],
    })
  await deleteTwoFactor(viewer, address)
  log.info('user_updated', { requestId, address, userId: viewer.userId, attribute: 'two-factor', value: 'off' })
  notify(request, (origin) => twoFactorMail(viewer.email, 'off', `${origin}/forgot-password`))
}

/** Makes new backup codes, and shows them this once. Throws 409 where two-factor sign-in is off. */
export async function renewBackupCodes(viewer: UserViewer, { requestId, address }: Attempt) {
  const { backupCodes, encrypted } = await makeBackupCodes()
  await setBackupCodes(viewer, encrypted, address)
  log.info('user_updated', { requestId, address, userId: viewer.userId, attribute: 'backup-codes' })
  return { backupCodes }
}

import 'server-only'
// Codes of an authenticator app (RFC 6238: SHA-1, six digits, 30 seconds), as the two-factor plugin makes them too.
import { createHmac, timingSafeEqual } from 'node:crypto'

const PERIOD_MS = 30_000
const DIGITS = 6
const ALPHABET = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'

/** RFC 4648, without padding: how a secret is typed into an app. */
export function base32(text: string): string {
  const bits = [...Buffer.from(text)].map((byte) => byte.toString(2).padStart(8, '0')).join('')
  return (bits.match(/.{1,5}/g) ?? []).map((group) => ALPHABET[Number.parseInt(group.padEnd(5, '0'), 2)]).join('')
}

/** The code of the step that `at` lies in. */
export function totpCode(secret: string, at: number): string {
  const counter = Buffer.alloc(8)
  counter.writeBigUInt64BE(BigInt(Math.floor(at / PERIOD_MS)))
  const digest = createHmac('sha1', secret).update(counter).digest()
  const offset = (digest.at(-1) ?? 0) & 15
  return String((digest.readUInt32BE(offset) & 0x7fffffff) % 10 ** DIGITS).padStart(DIGITS, '0')
}

/** Whether the code is that of now, or of the step before or after: clocks differ, and people type slowly. */
export function isTotpCode(secret: string, code: string, now = Date.now()): boolean {
  const given = Buffer.from(code)
  return [-1, 0, 1].some((step) => {
    const expected = Buffer.from(totpCode(secret, now + step * PERIOD_MS))
    return given.length === expected.length && timingSafeEqual(given, expected)
  })
}

/** What an app reads from the picture. */
export function totpUri(secret: string, { issuer, account }: { issuer: string; account: string }): string {
  const label = `${encodeURIComponent(issuer)}:${encodeURIComponent(account)}`
  return `otpauth://totp/${label}?secret=${base32(secret)}&issuer=${encodeURIComponent(issuer)}`
}

import { expect, test } from 'vitest'
import { base32, isTotpCode, totpCode, totpUri } from '@/lib/auth/totp'

const SECRET = '12345678901234567890'

// RFC 6238, appendix B; six digits are the last of its eight.
test.each([
  [59, '287082'],
  [1_111_111_109, '081804'],
  [1_111_111_111, '050471'],
  [1_234_567_890, '005924'],
  [2_000_000_000, '279037'],
  [20_000_000_000, '353130'],
])('at second %i the code is that of the RFC', (seconds, code) => {
  expect(totpCode(SECRET, seconds * 1000)).toBe(code)
})

test('a code is good for its own step and its neighbours, and no longer', () => {
  const now = 1_234_567_890_000
  const code = totpCode(SECRET, now)
  expect([-60_000, -30_000, 0, 30_000, 60_000].map((later) => isTotpCode(SECRET, code, now + later))).toEqual([
    false,
    true,
    true,
    true,
    false,
  ])
  expect(isTotpCode(SECRET, '', now)).toBe(false)
})

test('the secret is written as RFC 4648 says, and a name cannot add a parameter', () => {
  expect(base32('foobar')).toBe('MZXW6YTBOI')
  expect(base32('fooba')).toBe('MZXW6YTB')
  const uri = new URL(totpUri(SECRET, { issuer: 'Foot & hold', account: 'a&secret=x@example.com' }))
  expect(Object.fromEntries(uri.searchParams)).toEqual({ secret: base32(SECRET), issuer: 'Foot & hold' })
})

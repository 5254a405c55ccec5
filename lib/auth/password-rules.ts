import 'server-only'
// What a password may not be (OWASP ASVS 6.2): too well known, or the product's or the person's own name.
import { AppError } from '@/lib/errors'
import { publicEnv } from '@/lib/public-env'

const REPEATED = /^(.{1,3})\1+$/u
const WELL_KNOWN = [
  'password',
  'passw0rd',
  'qwertyuiop',
  '1234567890',
  '0987654321',
  'iloveyou',
  'letmein',
  'welcome',
  'administrator',
  'changeme',
  'trustno1',
  'football',
  'baseball',
  'superman',
  'starwars',
  'princess',
  'sunshine',
  'monkey',
  'dragon',
  'master',
  'abc123',
  'qwerty',
  '1q2w3e4r',
  'zaq12wsx',
  'asdfghjkl',
]
const LEET: Record<string, string> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', $: 's', '@': 'a' }

const plain = (text: string) => text.toLowerCase().replace(/[01345$@]/g, (sign) => LEET[sign] ?? sign)

/** Whether little but a well-known word is left once digits and signs around it are gone. */
function isWellKnown(password: string): boolean {
  const lower = password.toLowerCase()
  const core = plain(lower.replace(/^[\d\W_]+|[\d\W_]+$/g, ''))
  return WELL_KNOWN.some((word) => lower === word || (core.length > 0 && core === plain(word)) || lower === word + word)
}

/** Throws 422 for a password that a list or a guess would find. Length is the schema's rule. */
export function assertGoodPassword(password: string, { email, name }: { email: string; name: string }): void {
  const lower = password.toLowerCase()
  const own = [publicEnv.appName, email, email.split('@')[0] ?? '', name]
    .map((word) => word.toLowerCase())
    .filter((word) => word.length >= 4)
  const message = REPEATED.test(password)
    ? 'This repeats itself. Use something harder to guess.'
    : isWellKnown(password)
      ? 'This is one of the first that anyone tries. Use something harder to guess.'
      : own.some((word) => lower.includes(word) && lower.length - word.length < 6)
        ? 'This is too close to a name. Use something harder to guess.'
        : undefined
  if (message) throw new AppError('invalid', 'Choose another password.', { fields: [{ path: 'password', message }] })
}

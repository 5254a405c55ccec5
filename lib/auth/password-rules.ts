import 'server-only'
// What a password may not be (OWASP ASVS 6.2): one that many have, what a guessing program makes of it, or the product's or
// the person's own name. Nothing is asked of the kinds of characters; length is the schema's rule.
import { AppError } from '@/lib/errors'
import { publicEnv } from '@/lib/public-env'
import { singleton } from '@/lib/singleton'

const REPEATED = /^(.{1,6})\1+.?$/u
/** Few enough to be tried one after the other: dates, telephone numbers. */
const SHORT_NUMBER = /^\d{1,12}$/
const PART_MIN = 4
/** How much may stand around a known password before it counts as something else. */
const AROUND_MAX = 6

const LEET: Record<string, string> = { '0': 'o', '1': 'l', '3': 'e', '4': 'a', '5': 's', $: 's', '@': 'a' }
const withoutLeet = (text: string) => text.replace(/[01345$@]/g, (sign) => LEET[sign] ?? sign)

const KEYBOARD = [
  '1234567890qwertyuiopasdfghjklzxcvbnm',
  '1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p',
  '1q2w3e4r5t6y7u8i9o0p',
  'q1w2e3r4t5y6u7i8o9p0',
  'qazwsxedcrfvtgbyhnujmikolp',
  'qawsedrftgyhujikolp',
  'qwertzuiopasdfghjklyxcvbnm',
  'abcdefghijklmnopqrstuvwxyz',
  '01234567890123456789',
]
const RUNS = [...KEYBOARD, ...KEYBOARD.map((keys) => [...keys].reverse().join(''))]

async function loadKnown(): Promise<ReadonlySet<string>> {
  const { dictionary } = await import('@zxcvbn-ts/language-common')
  return new Set(dictionary['passwords-common'].map((password) => String(password).toLowerCase()))
}
/** 49,000 of them and 15 MB: read with the first password that is set, not with the start. */
const knownPasswords = () => singleton('auth.known-passwords', loadKnown)

/** Whether runs over the keyboard or the alphabet are all there is. */
function isRuns(lower: string): boolean {
  let rest = lower
  while (rest.length > 2) {
    let taken = rest.length
    while (taken >= PART_MIN && !RUNS.some((run) => run.includes(rest.slice(0, taken)))) taken -= 1
    if (taken < PART_MIN) return false
    rest = rest.slice(taken)
  }
  return true
}

/** Whether it is on the list, as it stands, between digits and signs, with letters as digits, or as two of it in a row. */
function isWellKnown(password: string, known: ReadonlySet<string>): boolean {
  const lower = password.toLowerCase()
  const isKnown = (part: string) => part.length >= PART_MIN && (known.has(part) || known.has(withoutLeet(part)))
  const core = lower.replace(/^[\d\W_]+|[\d\W_]+$/g, '')
  if (isKnown(lower) || (isKnown(core) && lower.length - core.length <= AROUND_MAX)) return true
  if (SHORT_NUMBER.test(lower) || isRuns(lower)) return true
  for (let at = PART_MIN; at <= lower.length - PART_MIN; at += 1) {
    if (isKnown(lower.slice(0, at)) && isKnown(lower.slice(at))) return true
  }
  return false
}

/** Whether little is left once a name of the product or the person is taken away. */
function isOwnName(password: string, names: readonly string[]): boolean {
  const lower = password.toLowerCase()
  return names
    .map((name) => name.toLowerCase())
    .some((name) => name.length >= PART_MIN && lower.includes(name) && lower.length - name.length < AROUND_MAX)
}

/** Throws 422 for a password that a list or a guess would find. */
export async function assertGoodPassword(
  password: string,
  { email, name }: { email: string; name: string },
  field = 'password',
): Promise<void> {
  const refuse = (message: string) =>
    new AppError('invalid', 'Choose another password.', { fields: [{ path: field, message }] })
  if (REPEATED.test(password)) throw refuse('This repeats itself. Use something harder to guess.')
  if (isOwnName(password, [publicEnv.appName, email, email.split('@')[0] ?? '', name]))
    throw refuse('This is too close to a name. Use something harder to guess.')
  if (isWellKnown(password.normalize('NFC'), await knownPasswords()))
    throw refuse('This is one of the first that anyone tries. Use something harder to guess.')
}

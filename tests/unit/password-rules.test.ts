import { dictionary } from '@zxcvbn-ts/language-common'
import { describe, expect, test } from 'vitest'
import { hashPassword, verifyPassword } from '@/lib/auth/password'
import { assertGoodPassword } from '@/lib/auth/password-rules'
import { password as schema, PASSWORD_MAX, PASSWORD_MIN } from '@/lib/auth/schema'

const WHO = { email: 'ines.rock@example.test', name: 'Ines Rock' }

/** Whether a person could set it: what the door's schema and the rules say together. */
async function isAccepted(password: string): Promise<boolean> {
  if (!schema.safeParse(password).success) return false
  return assertGoodPassword(password, WHO).then(
    () => true,
    () => false,
  )
}

async function accepted(passwords: readonly string[]): Promise<string[]> {
  const passed: string[] = []
  for (const password of passwords) if (await isAccepted(password)) passed.push(password)
  return passed
}

/** As a generator makes them: no two characters in a row that belong together. */
const random = (length: number) =>
  Array.from({ length }, (_, index) => 'kT7#wq2!ZpdR9m_vXe4%'.charAt((index * 7 + (index >> 2)) % 20)).join('')

/** By frequency, the most frequent first. */
const list = dictionary['passwords-common'].map(String)

describe('R-15 password rules', () => {
  test('refuse each of the 3,000 passwords that most people have, and each of the 49,000 that is long enough', async () => {
    expect(list.length).toBeGreaterThan(49_000)
    expect(await accepted(list.slice(0, 3_000))).toEqual([])
    const longEnough = list.filter((password) => password.length >= PASSWORD_MIN)
    expect(longEnough.length).toBeGreaterThan(1_500)
    expect(await accepted(longEnough)).toEqual([])
    expect(await accepted(longEnough.map((password) => password.toUpperCase()))).toEqual([])
  })

  test.each([
    ['eight spaces', ' '.repeat(8)],
    ['twelve spaces', ' '.repeat(12)],
    ['one letter again and again', 'a'.repeat(64)],
    ['a word again and again', 'lichenlichenlichen'],
    ['a known one with a year', 'Sunshine1987'],
    ['a known one with letters as digits', 'P4$$w0rd!!!!'],
    ['a known one with signs before and after', '!!iloveyou!!'],
    ['two known ones', 'dragonmonkey'],
    ['a run over the keyboard', 'qwertyuiop[]'],
    ['a run in columns', '1qaz2wsx3edc'],
    ['a run backwards', '0987654321'],
    ['two runs', 'abcdefgh1234'],
    ['a date and a telephone number', '198719870415'],
    ['the name of the product', 'Foothold-2026'],
    ['the address', 'ines.rock@example.test'],
    ["the person's name", 'Ines Rock 1'],
    ['nine characters', random(9)],
    ['129 characters', random(129)],
  ])('refuse %s', async (_, password) => {
    expect(await isAccepted(password)).toBe(false)
  })

  test.each([
    ['10 characters of no list', random(10)],
    ['15', random(15)],
    ['64', random(64)],
    ['128', random(128)],
    ['four words', 'granite ledge under rain'],
    ['nothing but small letters', 'kmvqzetruwobxl'],
    ['nothing but emoji', '🧗🪨🌧️🧭🔦🪢🥾🏔️🌲🦅'],
    ['another alphabet', 'мокрый гранит'],
    ['a name inside something long', 'foothold on wet granite'],
  ])('accept %s', async (_, password) => {
    expect(await isAccepted(password)).toBe(true)
  })

  test('ask for 10 to 128 characters, which is between what ASVS requires and what it recommends', () => {
    expect([PASSWORD_MIN, PASSWORD_MAX]).toEqual([10, 128])
  })
})

describe('a password hash', () => {
  test('is Argon2id at 19 MiB, two passes, one lane, with a salt of its own', async () => {
    const [one, other] = [await hashPassword('granite ledge'), await hashPassword('granite ledge')]
    expect(one).toMatch(/^\$argon2id\$v=19\$m=19456,t=2,p=1\$[\w+/]{22}\$[\w+/]{43}$/)
    expect(one).not.toBe(other)
  })

  test('tells passwords apart that differ after 72 bytes only', async () => {
    const long = random(128)
    const hash = await hashPassword(long)
    const other = `${long.slice(0, 72)}_${long.slice(73)}`
    expect(long.charAt(72)).not.toBe('_')
    expect(await verifyPassword({ hash, password: long })).toBe(true)
    expect(await verifyPassword({ hash, password: other })).toBe(false)
    expect(await verifyPassword({ hash, password: long.slice(0, 127) })).toBe(false)
  })

  test('is the same for one word typed on two keyboards', async () => {
    const composed = 'crème brûlée été'.normalize('NFC')
    const hash = await hashPassword(composed)
    expect(composed.normalize('NFD')).not.toBe(composed)
    expect(await verifyPassword({ hash, password: composed.normalize('NFD') })).toBe(true)
    expect(await verifyPassword({ hash, password: 'creme brulee ete' })).toBe(false)
  })

  test('tells emoji apart', async () => {
    const hash = await hashPassword('🧗🪨🌧️🧭🔦')
    expect(await verifyPassword({ hash, password: '🧗🪨🌧️🧭🔦' })).toBe(true)
    expect(await verifyPassword({ hash, password: '🧗🪨🌧️🧭🪢' })).toBe(false)
  })
})

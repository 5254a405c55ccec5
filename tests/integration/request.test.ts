import { beforeEach, describe, expect, test } from 'vitest'
import { addressKey, clientAddress, isSameOrigin } from '@/lib/request'

beforeEach(() => {
  Object.assign(globalThis, { __footholdPreload: true })
})

describe('the client address', () => {
  test('only the header that our own server writes is believed', () => {
    expect(clientAddress(new Headers({ 'x-forwarded-for': '1.2.3.4', 'x-real-ip': '1.2.3.4' }))).toBeNull()
    expect(clientAddress(new Headers({ 'x-foothold-client-address': '::ffff:192.0.2.7' }))).toBe('192.0.2.7')
    expect(clientAddress(new Headers({ 'x-foothold-client-address': 'nonsense' }))).toBeNull()
  })

  test('without the preload nobody writes it, so it is the client’s word and means nothing', () => {
    Object.assign(globalThis, { __footholdPreload: false })
    expect(clientAddress(new Headers({ 'x-foothold-client-address': '192.0.2.7' }))).toBeNull()
  })

  test('limits count an IPv6 household as one, and unknown addresses together', () => {
    expect(addressKey('2001:db8:1:2:3:4:5:6')).toBe(addressKey('2001:0db8:0001:0002::1'))
    expect(addressKey('2001:db8:1:2::1')).not.toBe(addressKey('2001:db8:1:3::1'))
    expect(addressKey('192.0.2.1')).not.toBe(addressKey('192.0.2.2'))
    expect(addressKey('::1')).toBe('address:0:0:0:0::/64')
    expect(addressKey(null)).toBe('address:unknown')
  })
})

describe('same origin', () => {
  test.each([
    [{ 'sec-fetch-site': 'same-origin' }, true],
    [{ 'sec-fetch-site': 'same-origin', origin: 'https://evil.example' }, true],
    [{ 'sec-fetch-site': 'none', cookie: 'a=b' }, false],
    [{ origin: 'http://localhost:3000', cookie: 'a=b' }, true],
    [{ origin: 'http://localhost:3001' }, false],
    [{ cookie: 'a=b' }, false],
    [{}, true],
    [{ authorization: 'Bearer x', origin: 'https://elsewhere.example' }, true],
    [{ authorization: 'Basic x', origin: 'https://elsewhere.example' }, false],
    [{ authorization: 'Bearer x', cookie: 'a=b', origin: 'https://elsewhere.example' }, false],
  ])('%j passes: %s', (headers, expected) =>
    expect(isSameOrigin(new Headers(headers as Record<string, string>))).toBe(expected),
  )
})

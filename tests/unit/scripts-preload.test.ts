import { createServer, request } from 'node:http'
import type { AddressInfo } from 'node:net'
import { parseAndValidateFlightRouterState } from 'next/dist/server/app-render/parse-and-validate-flight-router-state'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { problemSchema } from '@/lib/http-schema'
import '../../scripts/preload.mjs'
import { ADDRESS_HEADER, clientAddress, isRouterState } from '../../scripts/lib/serving/request-headers.mjs'

const socketAddress = '203.0.113.9'

describe('the client address', () => {
  it('is the socket when no proxy is declared, whatever the client says', () => {
    for (const trusted of [undefined, '', '0', 'nonsense', '-1', '1.5']) {
      expect(clientAddress({ forwardedFor: '198.51.100.1', socketAddress, trusted })).toBe(socketAddress)
    }
  })

  it('is what the declared proxy appended, and not what the client wrote before it', () => {
    const forwardedFor = '1.1.1.1, 2.2.2.2, 198.51.100.7'
    expect(clientAddress({ forwardedFor, socketAddress, trusted: '1' })).toBe('198.51.100.7')
    expect(clientAddress({ forwardedFor, socketAddress, trusted: '2' })).toBe('2.2.2.2')
  })

  it('is the first entry when fewer proxies were passed than declared', () => {
    expect(clientAddress({ forwardedFor: '198.51.100.7', socketAddress, trusted: '3' })).toBe('198.51.100.7')
  })

  it('is the socket when somebody reaches the app past its proxy', () => {
    expect(clientAddress({ forwardedFor: undefined, socketAddress, trusted: '1' })).toBe(socketAddress)
  })

  it('is unknown when the proxy wrote something that is no address', () => {
    expect(clientAddress({ forwardedFor: 'unknown', socketAddress, trusted: '1' })).toBeUndefined()
    expect(clientAddress({ forwardedFor: '1.1.1.1,', socketAddress, trusted: '1' })).toBeUndefined()
  })

  it("is the first entry on Vercel, which overwrites the client's", () => {
    expect(clientAddress({ forwardedFor: '198.51.100.7, 10.0.0.1', socketAddress, trusted: 'vercel' })).toBe(
      '198.51.100.7',
    )
    expect(clientAddress({ forwardedFor: undefined, socketAddress, trusted: 'vercel' })).toBeUndefined()
  })

  it('comes without port, brackets, capitals and the IPv4 mapping', () => {
    const through = (forwardedFor: string) => clientAddress({ forwardedFor, socketAddress, trusted: '1' })
    expect(through('198.51.100.7:4711')).toBe('198.51.100.7')
    expect(through('[2001:DB8::1]:4711')).toBe('2001:db8::1')
    expect(through('2001:DB8::1')).toBe('2001:db8::1')
    expect(through('::ffff:198.51.100.7')).toBe('198.51.100.7')
  })
})

describe("the state of Next's router", () => {
  const trees = [
    ['', {}],
    ['', { children: ['blog', { children: [['slug', 'a', 'd', null], { children: ['__PAGE__', {}] }] }] }],
    ['', { modal: [['rest', 'a/b', 'oc', ['x', 'y']], {}, null, 'refetch'] }, ['/a', '/b'], 'metadata-only', 3, 'x'],
    ['', { children: [['n', 'v', 'ci(.)(..)', null], {}] }],
    ...['(..)(..)', '(.)', '(..)', '(...)'].flatMap((form) => [
      ['', { children: [['n', 'v', `ci${form}`, null], {}] }],
      ['', { children: [['n', 'v', `di${form}`, null], {}] }],
    ]),
    ['', {}, null, null, null, 'x', 'y'],
    ['', {}, null, 'bogus'],
    ['', {}, ['one']],
    ['', {}, 5],
    ['', {}, null, null, 'x'],
    ['', {}, null, null, null, 5],
    ['', { a: [['x', 'y', 'zz', null], {}] }],
    ['', { a: [['x', 'y', 'd'], {}] }],
    ['', { a: [['x', 'y', 'd', [1]], {}] }],
    ['', { children: ['a', 5] }],
    [5, {}],
    [''],
    [],
    {},
    'x',
  ]
  const isReadByNext = (text: string) => {
    try {
      return parseAndValidateFlightRouterState(text) !== undefined
    } catch {
      return false
    }
  }

  it('is passed on exactly where Next can read it', () => {
    const texts = [...trees.map((tree) => encodeURIComponent(JSON.stringify(tree))), 'x', '%E0%A4%A', '']
    expect(texts.filter((text) => isRouterState(text) !== isReadByNext(text))).toEqual([])
    expect(texts.filter(isRouterState).length).toBeGreaterThan(10)
  })
})

describe('a server started with the preload', () => {
  const trustedBefore = process.env.TRUSTED_PROXY
  const server = createServer((incoming, response) => response.end(JSON.stringify(incoming.headers)))

  beforeEach(() => new Promise<void>((resolve) => server.listen(0, '127.0.0.1', () => resolve())))
  afterEach(() => {
    if (trustedBefore === undefined) delete process.env.TRUSTED_PROXY
    else process.env.TRUSTED_PROXY = trustedBefore
    return new Promise<void>((resolve) => server.close(() => resolve()))
  })

  const lies = {
    [ADDRESS_HEADER]: '6.6.6.6',
    'x-forwarded-for': '6.6.6.6',
    'x-forwarded-host': 'evil.example',
    'x-forwarded-proto': 'https',
    'x-real-ip': '6.6.6.6',
    forwarded: 'for=6.6.6.6',
  }

  function ask(
    method: string,
    path = '/',
    more: Record<string, string> = {},
  ): Promise<{ status: number; headers: Record<string, string> }> {
    const { port } = server.address() as AddressInfo
    return new Promise((resolve, reject) => {
      request({ port, host: '127.0.0.1', method, path, headers: { ...lies, ...more }, agent: false }, (response) => {
        let body = ''
        response.on('data', (chunk: Buffer) => (body += chunk.toString()))
        response.on('end', () =>
          resolve({ status: response.statusCode ?? 0, headers: body.startsWith('{') ? JSON.parse(body) : {} }),
        )
      })
        .once('error', reject)
        .end()
    })
  }

  it('shows the app none of what the client says about itself', async () => {
    delete process.env.TRUSTED_PROXY
    const { headers } = await ask('GET')
    expect(headers[ADDRESS_HEADER]).toBe('127.0.0.1')
    expect(headers['x-forwarded-for']).toBe('127.0.0.1')
    for (const name of ['x-forwarded-host', 'x-forwarded-proto', 'x-real-ip', 'forwarded']) {
      expect(headers).not.toHaveProperty(name)
    }
  })

  it('keeps the host that a declared proxy names', async () => {
    process.env.TRUSTED_PROXY = '1'
    const { headers } = await ask('GET')
    expect(headers[ADDRESS_HEADER]).toBe('6.6.6.6')
    expect(headers['x-forwarded-host']).toBe('evil.example')
  })

  it('answers TRACE with 405 and does not echo it', async () => {
    expect(await ask('TRACE')).toEqual({ status: 405, headers: {} })
  })

  it('shows the app no state of the router that would make Next fail', async () => {
    const header = 'next-router-state-tree'
    const good = encodeURIComponent('["",{}]')
    expect((await ask('GET', '/', { [header]: good })).headers[header]).toBe(good)
    expect((await ask('GET', '/', { [header]: 'x' })).headers).not.toHaveProperty(header)
  })

  it('answers 400 to an address whose escapes mean nothing, and to the API as a problem', async () => {
    expect(await ask('GET', '/blog/%E0%A4%A')).toEqual({ status: 400, headers: {} })
    const { status, headers } = await ask('GET', '/api/v1/posts/%zz?x=1')
    expect([status, problemSchema.parse(headers).instance]).toEqual([400, '/api/v1/posts/%zz'])
    expect((await ask('GET', '/a%20b?q=%zz')).status).toBe(200)
  })
})

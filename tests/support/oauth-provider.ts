// GitHub and Google as the app meets them, on loopback: the process's own `fetch` is led there for their hosts, so that the
// app runs as it is, down to the last address. Whoever asks for another host is refused.
import { once } from 'node:events'
import http from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterAll, beforeAll, vi } from 'vitest'

export type ProviderAccount = { id: number; name: string; email: string; verified: boolean }
type State = { account: ProviderAccount; answer: 'right' | 'broken'; seen: string[] }

const segment = (part: object) => Buffer.from(JSON.stringify(part)).toString('base64url')

function answerTo(host: string, path: string, { account }: State): unknown {
  const { id, name, email, verified } = account
  if (host === 'api.github.com' && path === '/user')
    return { id, login: 'ines', name, email: null, avatar_url: 'https://x/y' }
  if (host === 'api.github.com') return [{ email, verified, primary: true }]
  const claims = { sub: String(id), name, email, email_verified: verified, picture: 'https://x/y' }
  const now = Math.floor(Date.now() / 1000)
  return {
    access_token: 'token-of-the-provider',
    token_type: 'bearer',
    scope: 'user:email',
    ...(host === 'oauth2.googleapis.com'
      ? { id_token: `${segment({ alg: 'none' })}.${segment({ ...claims, iat: now, exp: now + 60 })}.x`, expires_in: 60 }
      : {}),
  }
}

/** Call it once at the top of a test file. */
export function useProviders(): State {
  const state: State = {
    account: { id: 1, name: 'Ines Rock', email: 'ines@example.test', verified: true },
    answer: 'right',
    seen: [],
  }
  const server = http.createServer((request, response) => {
    const host = String(request.headers['x-meant-for'])
    state.seen.push(`${host}${request.url}`)
    response.writeHead(state.answer === 'right' ? 200 : 500, { 'content-type': 'application/json' })
    response.end(JSON.stringify(state.answer === 'right' ? answerTo(host, request.url ?? '', state) : {}))
  })
  const real = globalThis.fetch
  beforeAll(async () => {
    server.listen(0, '127.0.0.1')
    await once(server, 'listening')
    const { port } = server.address() as AddressInfo
    vi.stubGlobal('fetch', (input: string | URL | Request, init?: RequestInit) => {
      const { host, pathname } = new URL(input instanceof Request ? input.url : input)
      if (!['github.com', 'api.github.com', 'oauth2.googleapis.com'].includes(host))
        throw new Error(`A test may not reach ${host}`)
      const headers = new Headers(init?.headers)
      headers.set('x-meant-for', host)
      return real(`http://127.0.0.1:${port}${pathname}`, { ...init, headers })
    })
  })
  afterAll(() => {
    vi.unstubAllGlobals()
    server.close()
  })
  return state
}

import { beforeEach, describe, expect, test, vi } from 'vitest'
import { GET as callback } from '@/app/api/auth/callback/[provider]/route'
import { POST as confirm } from '@/app/api/v1/me/two-factor/confirm/route'
import { POST as start } from '@/app/api/v1/me/two-factor/route'
import { authMount } from '@/lib/auth/mount'
import { signInProviders } from '@/lib/auth/oauth'
import { base32, totpCode } from '@/lib/auth/totp'
import { viewerOf } from '@/lib/auth/viewer'
import { db } from '@/lib/db'
import { emptyDatabase } from '../support/database'
import { useProviders } from '../support/oauth-provider'
import { call, createPerson, createUser } from '../support/people'

vi.hoisted(() => {
  for (const name of ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET', 'GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'])
    process.env[name] = `${name.toLowerCase()} of the tests`
})

const provider = useProviders()
let address = 0
beforeEach(async () => {
  await emptyDatabase()
  Object.assign(provider, { answer: 'right', seen: [] })
  provider.account = { id: 7, name: 'Ines Rock', email: 'ines@example.test', verified: true }
})

type Name = 'github' | 'google'
const from = () => ({ address: `198.51.100.${(address += 1)}` })
const cookiesOf = (response: Response) =>
  response.headers
    .getSetCookie()
    .filter((cookie) => !/Max-Age=0/.test(cookie))
    .map((cookie) => cookie.split(';')[0])
    .join('; ')

async function leave(name: Name, next?: string) {
  const answer = await call(authMount.POST, 'POST', '/api/auth/sign-in/social', {
    body: { provider: name, ...(next ? { next } : {}) },
    ...from(),
  })
  expect(answer.status).toBe(200)
  const url = new URL(((await answer.json()) as { url: string }).url)
  return { url, state: url.searchParams.get('state') ?? '', cookie: cookiesOf(answer) }
}
const comeBack = (name: string, query: Record<string, string>, cookie: string) =>
  call(callback, 'GET', `/api/auth/callback/${name}?${new URLSearchParams(query).toString()}`, {
    params: { provider: name },
    headers: { cookie },
    ...from(),
  })
/** The whole way: to the provider and back. */
async function signInBy(name: Name, next?: string) {
  const { state, cookie } = await leave(name, next)
  const answer = await comeBack(name, { code: 'a-code', state }, cookie)
  expect(answer.status).toBe(302)
  return { location: answer.headers.get('location'), cookies: cookiesOf(answer), answer }
}
const viewerWith = (cookie: string) => viewerOf(new Headers({ cookie }))

describe('signing in with a provider', () => {
  test('is offered where it is set up', () => {
    expect(signInProviders()).toEqual(['github', 'google'])
  })

  test.each(['github', 'google'] as const)(
    'by %s makes a verified user with a profile, and keeps none of its tokens',
    async (name) => {
      const { url } = await leave(name)
      expect(url.origin).toBe({ github: 'https://github.com', google: 'https://accounts.google.com' }[name])
      expect(url.searchParams.get('redirect_uri')).toBe(`http://localhost:3000/api/auth/callback/${name}`)
      const { location, cookies } = await signInBy(name, '/posts?status=draft')
      expect(location).toBe('/posts?status=draft')
      expect(await viewerWith(cookies)).toMatchObject({ kind: 'user', email: 'ines@example.test', name: 'Ines Rock' })
      const user = await db().user.findFirstOrThrow({ include: { accounts: true, profile: true } })
      expect(user).toMatchObject({ emailVerified: true, image: null, role: 'user', profile: { bio: '' } })
      expect(user.accounts).toEqual([
        expect.objectContaining({
          providerId: name,
          accountId: '7',
          accessToken: null,
          refreshToken: null,
          idToken: null,
          password: null,
        }),
      ])
      expect(await db().auditEntry.findMany({ select: { action: true }, orderBy: { at: 'asc' } })).toEqual([
        { action: 'user.created' },
        { action: 'session.signed-in' },
      ])
    },
  )

  test('a second time is the same person, also when their address there has changed', async () => {
    await signInBy('github')
    provider.account = { ...provider.account, email: 'elsewhere@example.test' }
    const { location, cookies } = await signInBy('github')
    expect(location).toBe('/dashboard')
    expect(await viewerWith(cookies)).toMatchObject({ email: 'ines@example.test' })
    expect(await db().user.count()).toBe(1)
    expect((await db().account.findFirstOrThrow()).accessToken).toBeNull()
  })

  test('with an address that the provider has not verified makes nobody', async () => {
    provider.account = { ...provider.account, verified: false }
    const { location, cookies } = await signInBy('github')
    expect(location).toMatch(/^\/sign-in\?error=email_not_verified/)
    expect(await viewerWith(cookies)).toEqual({ kind: 'anonymous' })
    expect(await db().user.count()).toBe(0)
  })

  test('with the address of an account here does not become that account', async () => {
    const user = await createUser()
    provider.account = { ...provider.account, email: user.email }
    const { location } = await signInBy('github')
    expect(location).toBe('/sign-in?error=account_not_linked')
    expect(await db().account.count()).toBe(1)
    expect(await db().session.count()).toBe(0)
  })

  test('asks for the code where two-factor sign-in is on', async () => {
    const { cookies } = await signInBy('github')
    const person = { ...(await createPerson()), cookie: cookies }
    const started = await call(start, 'POST', '/api/v1/me/two-factor', { as: person, body: {} })
    const { secret } = (await started.json()) as { secret: string }
    const code = (step: number) => totpCode(fromBase32(secret), Date.now() + step * 30_000)
    const confirmed = await call(confirm, 'POST', '/api/v1/me/two-factor/confirm', {
      as: person,
      body: { code: code(0) },
    })
    expect(confirmed.status).toBe(200)
    await db().session.deleteMany()

    const half = await signInBy('github', '/posts')
    expect(half.location).toBe('/two-factor?next=%2Fposts')
    expect(await db().session.count()).toBe(0)
    expect(await viewerWith(half.cookies)).toEqual({ kind: 'anonymous' })
    const answer = await call(authMount.POST, 'POST', '/api/auth/two-factor/verify-totp', {
      body: { code: code(1) },
      headers: { cookie: half.cookies },
      ...from(),
    })
    expect(answer.status).toBe(200)
    expect(await viewerWith(cookiesOf(answer))).toMatchObject({ email: 'ines@example.test' })
  })

  test('does not let a banned person in', async () => {
    await signInBy('github')
    await db().session.deleteMany()
    await db().user.updateMany({ data: { banned: true } })
    expect((await signInBy('github')).location).toMatch(/^\/sign-in\?error=account_closed/)
    expect(await db().session.count()).toBe(0)
  })
})

describe('the way back', () => {
  test('without the cookie of the browser that left, or a second time, signs nobody in', async () => {
    const { state, cookie } = await leave('github')
    const stolen = await comeBack('github', { code: 'a-code', state }, '')
    expect(stolen.headers.get('location')).toMatch(/^\/sign-in\?error=state_mismatch/)
    expect((await comeBack('github', { code: 'a-code', state }, cookie)).headers.get('location')).toBe('/dashboard')
    const replayed = await comeBack('github', { code: 'a-code', state }, cookie)
    expect(replayed.headers.get('location')).toMatch(/^\/sign-in\?error=/)
    expect(await db().session.count()).toBe(1)
  })

  test.each([{}, { error: 'access_denied' }, { code: 'x', state: 'invented' }])(
    'with %o leads to the sign-in page',
    async (query) => {
      const { cookie } = await leave('github')
      const answer = await comeBack('github', query as Record<string, string>, cookie)
      expect(answer.status).toBe(302)
      expect(answer.headers.get('location')).toMatch(/^\/sign-in\?error=/)
      expect(answer.headers.get('cache-control')).toContain('no-store')
    },
  )

  test('when the provider fails leads to the sign-in page', async () => {
    const { state, cookie } = await leave('github')
    provider.answer = 'broken'
    const answer = await comeBack('github', { code: 'a-code', state }, cookie)
    expect(answer.headers.get('location')).toMatch(/^\/sign-in\?error=/)
  })

  test('leads nowhere but into this site', async () => {
    for (const next of ['https://evil.example/', '//evil.example', '/\\evil.example', 'javascript:alert(1)']) {
      const body = { provider: 'github', next }
      const refused = await call(authMount.POST, 'POST', '/api/auth/sign-in/social', { body, ...from() })
      expect(refused.status).toBe(422)
    }
  })

  test('of a provider that there is none of is 404', async () => {
    expect((await comeBack('gitlab', { code: 'x', state: 'y' }, '')).status).toBe(404)
  })
})

function fromBase32(text: string): string {
  const alphabet = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567'
  const bits = [...text].map((sign) => alphabet.indexOf(sign).toString(2).padStart(5, '0')).join('')
  const bytes = (bits.match(/.{8}/g) ?? []).map((byte) => Number.parseInt(byte, 2))
  const secret = Buffer.from(bytes).toString()
  expect(base32(secret)).toBe(text)
  return secret
}

import { DEMO_EMAILS } from '../database/seed.mjs'
import { Problem } from '../problem.mjs'

/** @typedef {{ email: string, password: string, cookie: string, apiKey: string, post: { id: string, slug: string }, slugs: string[], postIds: string[] }} People */

/** @param {Response} response @param {string} what */
async function expectOk(response, what) {
  if (!response.ok) throw new Problem(`${what} was answered ${response.status}: ${await response.text()}`)
  return response
}

/**
 * The sample's author, by cookie and by key, and the posts that are read.
 * @param {import('./app.mjs').BenchApp} app @param {{ password: string }} services @returns {Promise<People>}
 */
export async function signIn(app, { password }) {
  const json = { 'content-type': 'application/json', origin: app.url }
  const email = DEMO_EMAILS[0] ?? ''
  const body = JSON.stringify({ email, password })
  const signedIn = await app.fetch('/api/auth/sign-in/email', { method: 'POST', headers: json, body })
  await expectOk(signedIn, 'Signing in')
  const cookie = signedIn.headers
    .getSetCookie()
    .map((each) => each.split(';')[0])
    .join('; ')
  const keyed = await app.fetch('/api/v1/me/api-keys', {
    method: 'POST',
    headers: { ...json, cookie },
    body: JSON.stringify({ name: 'Bench', scopes: ['read', 'write'], expiresInDays: 1 }),
  })
  const { key } = await (await expectOk(keyed, 'Making a key')).json()
  const own = await expectOk(
    await app.fetch('/api/v1/posts?mine=true&limit=20', { headers: { cookie } }),
    'The own list',
  )
  /** @param {{ published: boolean, publishedAt: string }} post */
  const isPublic = (post) => post.published && new Date(post.publishedAt) <= new Date()
  const post = (await own.json()).data.find(isPublic)
  const all = await expectOk(await app.fetch('/api/v1/posts?limit=100'), 'The list')
  const { data } = await all.json()
  return {
    email,
    password,
    cookie,
    apiKey: key,
    post,
    slugs: data.map((/** @type {{ slug: string }} */ post) => post.slug),
    postIds: data.map((/** @type {{ id: string }} */ post) => post.id),
  }
}

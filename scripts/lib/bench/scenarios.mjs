/** @typedef {{ name: string, requests: import('autocannon').Request[] }} Scenario */

/** Names that other files ask for. */
export const ROWS = {
  bareRoute: 'Bare route handler',
  barePage: 'Bare page, prerendered',
  bareQuery: 'Bare page, 20 rows by one query',
  list: 'JSON list, cached, anonymous',
  post: 'Post page, cached',
  stats: 'JSON with one query, signed in',
  dashboard: 'Dashboard, whole stream',
}
const AUTHORS = 5_000
/** Every browser takes it: finished pages are asked for as they are in life. */
const BROWSER = { 'accept-encoding': 'gzip' }
const DRAFT = { title: 'Written by the bench', content: 'A draft that is written again and again.', published: false }

/**
 * What is measured, each beside what it is compared with.
 * @param {import('./app.mjs').BenchApp} app @param {import('./people.mjs').People} people @returns {Promise<Scenario[]>}
 */
export async function scenariosOf(app, { cookie, apiKey, post, postIds }) {
  /** @param {string} path @param {Record<string, string>} [headers] */
  const get = (path, headers = {}) => [{ method: /** @type {const} */ ('GET'), path, headers }]
  const bearer = { authorization: `Bearer ${apiKey}` }
  const own = '/api/v1/posts?mine=true&limit=20'
  const write = { origin: app.url, 'content-type': 'application/json', cookie }
  return [
    { name: ROWS.bareRoute, requests: get('/bench/bare-json') },
    { name: ROWS.list, requests: get('/api/v1/posts?limit=20') },
    { name: ROWS.stats, requests: get('/api/v1/me/stats?days=30', { cookie }) },
    { name: 'JSON of oneself, three queries, cookie', requests: get('/api/v1/me', { cookie }) },
    { name: 'JSON list of one’s own, cookie', requests: get(own, { cookie }) },
    { name: 'JSON list of one’s own, API key', requests: get(own, bearer) },
    { name: 'JSON list, uncached', requests: listsOf(await authorsOf(app)) },
    { name: 'JSON of one post, cached', requests: get(`/api/v1/posts/${postIds[0]}`) },
    {
      name: 'Write of a draft, cookie',
      requests: [{ method: 'POST', path: '/api/v1/posts', headers: write, body: JSON.stringify(DRAFT) }],
    },
    { name: ROWS.barePage, requests: get('/bench/bare-page', BROWSER) },
    { name: ROWS.post, requests: get(`/blog/${post.slug}`, BROWSER) },
    { name: 'Post page, cached, uncompressed', requests: get(`/blog/${post.slug}`) },
    { name: 'Landing page', requests: get('/', BROWSER) },
    { name: 'List of posts, page', requests: get('/blog') },
    { name: ROWS.bareQuery, requests: get('/bench/bare-query') },
    { name: ROWS.dashboard, requests: get('/dashboard', { cookie }) },
  ]
}

/** Another list at each request, over all connections and turns, until there are no more. @param {string[]} authors */
function listsOf(authors) {
  let next = 0
  /** @param {import('autocannon').Request} request */
  const setupRequest = (request) => {
    next = (next + 1) % authors.length
    return { ...request, path: `/api/v1/posts?limit=20&author=${authors[next]}` }
  }
  return [{ method: /** @type {const} */ ('GET'), path: '/', setupRequest }]
}

/** Authors whose lists nobody has asked for. @param {import('./app.mjs').BenchApp} app @returns {Promise<string[]>} */
async function authorsOf(app) {
  const authors = new Set()
  let cursor = ''
  while (authors.size < AUTHORS) {
    const answer = await app.fetch(`/api/v1/posts?limit=100${cursor}`)
    const { data, page } = await answer.json()
    for (const { author } of data) authors.add(author.id)
    if (page.nextCursor === null) break
    cursor = `&cursor=${encodeURIComponent(page.nextCursor)}`
  }
  return [...authors]
}

// What is answered before the app: a method that would echo the request, and an address that says nothing.

const METHODS = 'GET, HEAD, POST, PUT, PATCH, DELETE, OPTIONS'

/** Whether a path says what it means; Next answers 500 to escapes that mean nothing. @param {string} url */
function isReadable(url) {
  if (!url.includes('%')) return true
  try {
    decodeURIComponent(url.split('?', 1)[0] ?? '')
    return true
  } catch {
    return false
  }
}

/** As the door would say it. @param {string} instance */
const problem = (instance) =>
  JSON.stringify({
    type: '/api/docs#bad-request',
    title: 'The request could not be read',
    status: 400,
    detail: 'The address has an escape that means nothing.',
    instance,
    requestId: crypto.randomUUID(),
  })

/**
 * @param {import('node:http').IncomingMessage} request @param {import('node:http').ServerResponse} response
 * @returns {boolean} whether it was answered
 */
export function refuse({ method, url = '/' }, response) {
  if (method === 'TRACE') {
    response.writeHead(405, { allow: METHODS, connection: 'close' }).end()
    return true
  }
  if (isReadable(url)) return false
  const [path = ''] = url.split('?', 1)
  const api = path.startsWith('/api/')
  const type = api ? 'application/problem+json; charset=utf-8' : 'text/plain; charset=utf-8'
  response
    .writeHead(400, { 'content-type': type, 'cache-control': 'private, no-store' })
    .end(api ? problem(path) : 'This address cannot be read. Go back, or begin at the start page.')
  return true
}

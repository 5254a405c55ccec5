// A proxy as it stands in front of a deployment: appends the client's address to X-Forwarded-For and passes all else on.
// The client's address is what the test says, since on one machine all of them are the same.
import http from 'node:http'
import { once } from 'node:events'

export const CLIENT_HEADER = 'x-test-client'

export async function startProxy(target: string) {
  const server = http.createServer((request, response) => {
    const { [CLIENT_HEADER]: client, ...headers } = request.headers
    const address = typeof client === 'string' ? client : (request.socket.remoteAddress ?? '')
    const chain = [headers['x-forwarded-for'], address].filter(Boolean).join(', ')
    const passed = http.request(
      new URL(request.url ?? '/', target),
      { method: request.method ?? 'GET', headers: { ...headers, 'x-forwarded-for': chain } },
      (answer) => {
        response.writeHead(answer.statusCode ?? 502, answer.headers)
        answer.pipe(response)
      },
    )
    passed.once('error', () => response.destroy())
    request.pipe(passed)
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

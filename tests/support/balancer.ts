// A balancer as it stands in front of several processes: asks each for its readiness, sends requests turn by turn to those
// that are ready, keeps its connections, and tries nothing twice.
import http from 'node:http'
import { once } from 'node:events'
import { send } from './send'

const PROBE_MS = 500

export async function startBalancer(apps: readonly { name: string; url: string }[]) {
  const ready = new Set(apps)
  const passed = new Map(apps.map(({ name }) => [name, 0]))
  const agent = new http.Agent({ keepAlive: true, maxSockets: Infinity, timeout: 2_000 })
  let turn = 0
  const server = http.createServer((request, response) => {
    const candidates = [...ready]
    const app = candidates[(turn += 1) % candidates.length]
    if (!app) return void response.writeHead(503).end()
    passed.set(app.name, (passed.get(app.name) ?? 0) + 1)
    const { method = 'GET', headers, url = '/' } = request
    // The connection is its own on either side.
    const { connection: _, ...rest } = headers
    const passing = http.request(new URL(url, app.url), { method, headers: rest, agent }, (answer) => {
      const { connection: __, ...said } = answer.headers
      response.writeHead(answer.statusCode ?? 502, said)
      answer.pipe(response)
    })
    passing.once('error', () => response.destroy())
    request.pipe(passing)
  })
  const probe = async () => {
    for (const app of apps) {
      const { status } = await send(`${app.url}/api/health/ready`, { deadlineMs: PROBE_MS })
      if (status === 200) ready.add(app)
      else ready.delete(app)
    }
  }
  const timer = setInterval(() => void probe(), PROBE_MS)
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    name: 'balancer',
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    /** How many requests each process was given. */
    passed,
    stop: async () => {
      clearInterval(timer)
      agent.destroy()
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
    },
  }
}

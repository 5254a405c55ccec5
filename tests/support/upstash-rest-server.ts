// Speaks the Upstash REST protocol in front of a real Redis: POST / for a command, /pipeline and /multi-exec for several, a
// bearer token, and strings in base64 where the client asks for that.
import { createHash } from 'node:crypto'
import { once } from 'node:events'
import http from 'node:http'
import { json } from 'node:stream/consumers'
import { Redis } from 'ioredis'

type Command = [name: string, ...args: (string | number)[]]
type Reply = { result: unknown } | { error: string }

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

/** As Upstash does: everything that is text, nested too, but not the word OK. */
function encode(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(encode)
  if (Buffer.isBuffer(value)) return value.toString() === 'OK' ? 'OK' : value.toString('base64')
  return value
}
function asText(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asText)
  return Buffer.isBuffer(value) ? value.toString() : value
}

/** Upstash knows a script flag that plain Redis refuses; scripts go on without their first line. */
function createTranslator() {
  const plainOf = new Map<string, string>()
  return ([name, ...args]: Command): Command => {
    const script = String(args[0])
    if (/^evalsha$/i.test(name)) return [name, plainOf.get(script) ?? script, ...args.slice(1)]
    if (!/^eval$/i.test(name) || !script.startsWith('#!lua')) return [name, ...args]
    const plain = script.slice(script.indexOf('\n') + 1)
    plainOf.set(sha1(script), sha1(plain))
    return [name, plain, ...args.slice(1)]
  }
}

export type RestServer = {
  url: string
  requests: () => number
  /** Every answer waits this long from now on. */
  delay: (ms: number) => void
  stop: () => Promise<void>
}

async function runCommands(client: Redis, path: string | undefined, commands: Command[]): Promise<Reply[] | Reply> {
  const batch = path === '/multi-exec' ? client.multi() : client.pipeline()
  // Buffers, so that bytes which are no UTF-8 survive; capitals, so that ioredis makes no objects of hashes.
  for (const [name, ...args] of commands) batch.callBuffer(name.toUpperCase(), ...args.map(String))
  const replies = await batch.exec()
  if (!replies) return { error: 'EXECABORT Transaction discarded' }
  return replies.map(([error, result]) => (error ? { error: error.message } : { result }))
}

export async function startUpstashRestServer(redisUrl: string, token: string): Promise<RestServer> {
  const client = new Redis(redisUrl, { protocol: 2 })
  const translate = createTranslator()
  let served = 0
  let delayMs = 0

  async function answer(request: http.IncomingMessage): Promise<[status: number, body: unknown]> {
    if (request.headers.authorization !== `Bearer ${token}`) return [401, { error: 'Unauthorized' }]
    const body = await json(request)
    const many = request.url === '/pipeline' || request.url === '/multi-exec'
    if (!many && request.url !== '/') return [404, { error: 'ERR no such path' }]
    const commands = (many ? body : [body]) as Command[]
    const outcome = await runCommands(client, request.url, commands.map(translate))
    if (!Array.isArray(outcome)) return [400, outcome]
    const shape = request.headers['upstash-encoding'] === 'base64' ? encode : asText
    const replies = outcome.map((reply) => ('error' in reply ? reply : { result: shape(reply.result) }))
    const [first] = replies
    return many ? [200, replies] : [first && 'error' in first ? 400 : 200, first]
  }
  const server = http.createServer((request, response) => {
    served += 1
    void answer(request).then(async ([status, body]) => {
      if (delayMs > 0) await new Promise((resolve) => setTimeout(resolve, delayMs))
      response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const address = server.address()
  return {
    url: `http://127.0.0.1:${typeof address === 'object' && address ? address.port : 0}`,
    requests: () => served,
    delay: (ms) => (delayMs = ms),
    stop: async () => {
      server.closeAllConnections()
      server.close()
      await once(server, 'close')
      client.disconnect()
    },
  }
}

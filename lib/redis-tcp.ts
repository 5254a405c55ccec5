import 'server-only'
// A `Requester` for @upstash/redis that speaks TCP to any Redis through ioredis: the same client, a local server.
import type { Requester } from '@upstash/redis'
import { createHash } from 'node:crypto'
import { Redis as TcpClient, ReplyError } from 'ioredis'

type Command = [name: string, ...args: unknown[]]
type Answer = { result: unknown } | { error: string }

const sha1 = (text: string) => createHash('sha1').update(text).digest('hex')

/** Upstash's scripts open with a shebang flag that plain Redis refuses; both forms of each script are known by hash. */
class Scripts {
  readonly #plainByUpstash = new Map<string, string>()

  translate(command: Command): Command {
    const [name, script, ...rest] = command
    if (typeof script !== 'string') return command
    if (name === 'EVALSHA') return [name, this.#plainByUpstash.get(script) ?? script, ...rest]
    if (name !== 'EVAL' || !script.startsWith('#!lua')) return command
    const plain = script.slice(script.indexOf('\n') + 1)
    this.#plainByUpstash.set(sha1(script), sha1(plain))
    return [name, plain, ...rest]
  }
}

function toArgument(value: unknown): string | Buffer | number {
  if (typeof value === 'string' || typeof value === 'number' || Buffer.isBuffer(value)) return value
  return value === null || value === undefined ? '' : typeof value === 'object' ? JSON.stringify(value) : String(value)
}

const toAnswer = ([error, result]: [Error | null, unknown]): Answer =>
  error ? { error: error.message } : { result: result ?? null }

export type TcpTransport = Requester & { close(): void }

function connect(url: string, onLost: (error: Error) => void): TcpClient {
  const client = new TcpClient(url, {
    protocol: 2,
    lazyConnect: false,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    connectTimeout: 500,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(50 * attempt, 500),
  })
  client.on('error', onLost)
  return client
}

/** Opens a connection that never queues while it is down: then a command fails at once. It keeps no deadline. */
export function createTcpTransport(url: string, onLost: (error: Error) => void): TcpTransport {
  const client = connect(url, onLost)
  // Nothing is sent before the connection is there once: the first commands of a process wait for it, later ones never do.
  let opening: Promise<unknown> | undefined = new Promise<void>((resolve) => {
    client.once('ready', resolve)
    client.once('close', resolve)
  }).finally(() => (opening = undefined))
  const scripts = new Scripts()

  const prepare = (command: Command): [string, ...(string | Buffer | number)[]] => {
    const [name, ...args] = scripts.translate([command[0].toUpperCase(), ...command.slice(1)])
    return [name, ...args.map(toArgument)]
  }
  async function one(command: Command): Promise<Answer> {
    try {
      return { result: (await client.call(...prepare(command))) ?? null }
    } catch (error) {
      if (error instanceof ReplyError) return { error: (error as Error).message }
      throw error
    }
  }
  async function many(commands: Command[], atomic: boolean): Promise<Answer[]> {
    const batch = atomic ? client.multi() : client.pipeline()
    for (const command of commands) batch.call(...prepare(command))
    const answers = await batch.exec()
    if (answers === null) throw new Error('Redis ended the transaction')
    const lostConnection = answers.find(([error]) => error && !(error instanceof ReplyError))?.[0]
    if (lostConnection) throw lostConnection
    return answers.map(toAnswer)
  }

  return {
    async request<Result>({ path, body }: { path?: string[]; body?: unknown }) {
      await opening
      const batch = path?.[0] === 'pipeline' || path?.[0] === 'multi-exec'
      const answer = batch ? await many(body as Command[], path[0] === 'multi-exec') : await one(body as Command)
      return answer as unknown as { result?: Result; error?: string }
    },
    close: () => client.disconnect(),
  }
}

import 'server-only'
// A `Requester` for @upstash/redis that speaks TCP to any Redis through ioredis: the same client, a local server.
import type { Requester } from '@upstash/redis'
import { createHash } from 'node:crypto'
import { Redis as TcpClient, ReplyError } from 'ioredis'
import { atMostEvery } from '@/lib/logger'

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

/** Opens a connection that never queues while it is down: a command fails at once or within `deadlineMs`. */
export function createTcpTransport(url: string, deadlineMs: number): TcpTransport {
  const client = new TcpClient(url, {
    protocol: 2,
    lazyConnect: false,
    enableOfflineQueue: false,
    enableAutoPipelining: true,
    maxRetriesPerRequest: 0,
    commandTimeout: deadlineMs,
    connectTimeout: 500,
    keepAlive: 10_000,
    retryStrategy: (attempt) => Math.min(50 * attempt, 500),
  })
  const lost = atMostEvery(1_000, 'warn', 'redis_connection_lost')
  client.on('error', (error: Error) => lost({ error: error.message }))
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
      const batch = path?.[0] === 'pipeline' || path?.[0] === 'multi-exec'
      const answer = batch ? await many(body as Command[], path[0] === 'multi-exec') : await one(body as Command)
      return answer as unknown as { result?: Result; error?: string }
    },
    close: () => client.disconnect(),
  }
}

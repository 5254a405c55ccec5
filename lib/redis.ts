import 'server-only'
// One @upstash/redis client over one of three transports: Upstash REST, TCP, or none. Every command has a deadline, and a
// circuit breaker answers at once while Redis is down. Callers catch and go on without it; nothing here holds identity.
import { Redis, errors, type Requester } from '@upstash/redis'
import { withDeadline } from '@/lib/deadline'
import { env } from '@/lib/env'
import { atMostEvery } from '@/lib/logger'
import { createTcpTransport, type TcpTransport } from '@/lib/redis-tcp'
import { gauge } from '@/lib/metrics'
import { singleton } from '@/lib/singleton'

const DEADLINE_MS = 150
const BREAKER_OPEN_MS = 1_000

export type RedisMode = 'rest' | 'tcp' | 'none'

export class RedisUnavailableError extends Error {
  constructor(cause?: unknown) {
    super('Redis is not available', { cause })
    this.name = 'RedisUnavailableError'
  }
}

/** The REST transport with its requester in reach, so that the breaker can stand in front of it. */
class RestRedis extends Redis {
  requester(): Requester {
    return this.client
  }
}

/** Refuses for `BREAKER_OPEN_MS` after a failure, then lets a single request try. */
export class CircuitBreaker {
  #openUntil = 0
  #probing = false
  readonly #log = atMostEvery(1_000, 'warn', 'redis_unavailable')

  get isOpen(): boolean {
    return this.#openUntil > 0
  }

  /** One line a second, whether a command or the connection says that Redis is away. */
  report(error: unknown): void {
    this.#log({ error: error instanceof Error ? error.message : String(error) })
  }

  async run<Result>(
    work: () => Promise<Result>,
    isHealthy: (error: unknown) => boolean = () => false,
  ): Promise<Result> {
    if (this.#openUntil > 0) {
      if (this.#probing || performance.now() < this.#openUntil) throw new RedisUnavailableError()
      this.#probing = true
    }
    try {
      const result = await work()
      this.#openUntil = 0
      return result
    } catch (error) {
      if (isHealthy(error)) {
        this.#openUntil = 0
        throw error
      }
      this.#openUntil = performance.now() + BREAKER_OPEN_MS
      this.report(error)
      throw new RedisUnavailableError(error)
    } finally {
      this.#probing = false
    }
  }
}

/** A reply that is an error proves that the server is well. */
const isReply = (error: unknown) => error instanceof errors.UpstashError

type Connection = { mode: RedisMode; client: Redis | null; breaker: CircuitBreaker; close: () => void }

export function redisMode(): RedisMode {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL, KV_REST_API_URL } = env()
  return UPSTASH_REDIS_REST_URL || KV_REST_API_URL ? 'rest' : REDIS_URL ? 'tcp' : 'none'
}

function connect(): Connection {
  const { REDIS_URL, UPSTASH_REDIS_REST_URL, UPSTASH_REDIS_REST_TOKEN, KV_REST_API_URL, KV_REST_API_TOKEN } = env()
  const breaker = new CircuitBreaker()
  const mode = redisMode()
  if (mode === 'none') return { mode, client: null, breaker, close: () => undefined }

  let transport: Requester
  let close = () => undefined as void
  if (mode === 'rest') {
    transport = new RestRedis({
      url: UPSTASH_REDIS_REST_URL ?? KV_REST_API_URL ?? '',
      token: UPSTASH_REDIS_REST_TOKEN ?? KV_REST_API_TOKEN ?? '',
      retry: false,
      enableTelemetry: false,
      // Only ends what nobody waits for any more.
      signal: () => AbortSignal.timeout(10 * DEADLINE_MS),
    }).requester()
  } else {
    const tcp: TcpTransport = createTcpTransport(REDIS_URL ?? '', (error) => breaker.report(error))
    transport = tcp
    close = tcp.close
  }
  gauge('redis_breaker_open', '1 while Redis is taken to be away.', () => Number(breaker.isOpen))
  const ask: Requester['request'] = (request) =>
    withDeadline(transport.request(request), DEADLINE_MS, `Redis did not answer within ${DEADLINE_MS} ms`)
  const guarded: Requester = { request: (request) => breaker.run(() => ask(request), isReply) }
  return { mode, client: new Redis(guarded), breaker, close }
}

const connection = () => singleton('redis', connect)

/** The client, or null when no Redis is configured. Its calls throw `RedisUnavailableError` while the server is away. */
export const redis = (): Redis | null => connection().client

/** Whether a configured Redis answers right now; for health, never for a decision on a request. */
export async function pingRedis(): Promise<boolean> {
  try {
    await redis()?.ping()
    return true
  } catch {
    return false
  }
}

export const closeRedis = (): void => connection().close()

// What the contract tests stand on: one process of the production build on this file's own database, with mail caught on
// loopback and limits raised, never off.
import { databaseUrl } from './database'
import { startApp, type AppUnderTest } from './app-under-test'
import { closePool } from './fingerprint'
import { send, type Answer, type Sending } from './send'
import { startSmtpSink } from './smtp-sink.mjs'
import type { Credentials } from './scene'

const RAISED = '1000000/60s'
const LIMITS = ['ANONYMOUS', 'USER', 'WRITE', 'AUTH', 'PASSWORD', 'MAIL']

export type Contract = {
  app: AppUnderTest
  ask: (path: string, options?: Sending & { as?: Credentials }) => Promise<Answer>
  /** Another process of the same build, or of the build in `folder`. */
  addApp: (name: string, options?: { folder?: string; port?: number }) => Promise<AppUnderTest>
  stop: () => Promise<void>
}

export async function openContract(name: string, env: Record<string, string> = {}): Promise<Contract> {
  const sink = await startSmtpSink()
  const apps: AppUnderTest[] = []
  const addApp: Contract['addApp'] = async (called, options = {}) => {
    const app = await startApp(
      called,
      {
        DATABASE_URL: databaseUrl(),
        AUTH_SECRET: process.env.AUTH_SECRET ?? '',
        TRUSTED_PROXY: '1',
        SMTP_URL: sink.smtpUrl,
        MAIL_FROM: 'Foothold <hello@example.test>',
        ...Object.fromEntries(LIMITS.map((policy) => [`RATE_LIMIT_${policy}`, RAISED])),
        ...env,
      },
      options,
    )
    apps.push(app)
    return app
  }
  const stop = async () => {
    for (const app of apps) await app.stop()
    await sink.stop()
    await closePool()
  }
  try {
    const app = await addApp(name)
    return { app, ask: asker(app), addApp, stop }
  } catch (error) {
    await stop()
    throw error
  }
}

export const asker =
  (app: Pick<AppUnderTest, 'url'>): Contract['ask'] =>
  (path, { as = {}, headers, ...options } = {}) =>
    send(app.url, { path, cookie: as.cookie, headers: { authorization: as.authorization, ...headers }, ...options })

/** Runs `work` over all items, so many at once, and keeps the order. */
export async function inParallel<Item, Result>(
  items: readonly Item[],
  width: number,
  work: (item: Item) => Promise<Result>,
): Promise<Result[]> {
  const results: Result[] = []
  let next = 0
  const worker = async () => {
    for (let index = next++; index < items.length; index = next++) results[index] = await work(items[index] as Item)
  }
  await Promise.all(Array.from({ length: width }, worker))
  return results
}

export const jsonOf = (answer: Answer): unknown => {
  try {
    return JSON.parse(answer.text) as unknown
  } catch {
    return undefined
  }
}

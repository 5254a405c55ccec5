// One process that serves the production build, started as `npm start` does. Its log lines are kept, and lie in test-results
// until the next process of that name starts.
import { spawn } from 'node:child_process'
import { createWriteStream, mkdirSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { pathToFileURL } from 'node:url'
import { QUIET_TOOLS } from '../../scripts/lib/environment.mjs'
import { findFreePort } from '../../scripts/lib/ports.mjs'
import { pause } from '../../scripts/lib/processes.mjs'
import { inProject, projectFolder } from '../../scripts/lib/project.mjs'
import { freeze, thaw } from './process-tree'

export const METRICS_TOKEN = 'a token that only tests hold'
export const CRON_SECRET = 'a secret that only tests hold'
const READY_WITHIN_MS = 60_000
const PRELOAD = ['--import', pathToFileURL(inProject('scripts', 'preload.mjs')).href]
const NEXT_START = [inProject('node_modules', 'next', 'dist', 'bin', 'next'), 'start', '-H', '127.0.0.1', '-p']
/** Set to nothing where a test gives no value, so that no `.env` file of a person's reaches the test. */
const UNSET = ['REDIS_URL', 'DATABASE_URL_UNPOOLED', 'UPSTASH_REDIS_REST_URL', 'KV_REST_API_URL', 'SENTRY_DSN']

export type AppUnderTest = Awaited<ReturnType<typeof startApp>>
export type LogLine = { at: number; text: string }

function environmentOf(port: number, given: Record<string, string>): NodeJS.ProcessEnv {
  const { PATH, HOME } = process.env
  return {
    PATH,
    HOME,
    ...QUIET_TOOLS,
    ...Object.fromEntries(UNSET.map((variable) => [variable, ''])),
    METRICS_TOKEN,
    CRON_SECRET,
    AUTH_SECRET: 'a value that only fault tests use, 32 characters and more',
    APP_URL: 'http://localhost:3000',
    ...given,
    NODE_ENV: 'production',
    PORT: String(port),
    HOSTNAME: '127.0.0.1',
    FOOTHOLD_TETHERED: '1',
  }
}

type Place = {
  /** Holds the build. */
  folder?: string
  /** The file of a build for the image, started as the image does. */
  server?: string
  /** What Node is given instead of all that. */
  args?: string[]
  /** Whose rights it has. */
  user?: number | undefined
  /** A process that comes back on its old one is found by the clients it had. */
  port?: number
}

export async function startApp(
  name: string,
  env: Record<string, string>,
  { folder = projectFolder, server, args, user, port: wanted }: Place = {},
) {
  const port = wanted ?? (await findFreePort())
  const command = server === undefined ? [...NEXT_START, String(port)] : [server]
  const child = spawn(process.execPath, args ?? [...PRELOAD, ...command], {
    cwd: folder,
    ...(user === undefined ? {} : { uid: user, gid: user }),
    env: environmentOf(port, env),
    // The channel ends the child should this process be killed outright.
    stdio: ['ignore', 'pipe', 'pipe', 'ipc'],
  })
  const lines: LogLine[] = []
  const complaints: string[] = []
  const { stdout, stderr } = child
  if (!stdout || !stderr) throw new Error('The output of the app is not piped.')
  mkdirSync(inProject('test-results'), { recursive: true })
  const file = createWriteStream(inProject('test-results', `app-${name.replaceAll(' ', '-')}.log`))
  stdout.pipe(file)
  stderr.pipe(file, { end: false })
  createInterface({ input: stdout }).on('line', (text) => lines.push({ at: performance.now(), text }))
  createInterface({ input: stderr }).on('line', (text) => complaints.push(text))
  const url = `http://127.0.0.1:${port}`
  const ended = new Promise<number | null>((resolve) => child.once('exit', resolve))
  const alive = () => child.exitCode === null && child.signalCode === null
  const until = performance.now() + READY_WITHIN_MS
  while (!(await fetch(`${url}/api/health/live`).catch(() => null))?.ok) {
    if (!alive() || performance.now() > until)
      throw new Error(`${name} did not start:\n${[...lines.map(({ text }) => text), ...complaints].join('\n')}`)
    await pause(50)
  }
  const pid = child.pid ?? 0
  return {
    name,
    url,
    port,
    pid,
    lines,
    /** Everything on standard error. */
    complaints,
    alive,
    /** Its exit code, once there is one. */
    ended,
    freeze: () => freeze(pid),
    thaw: () => thaw(pid),
    stop: async (signal: NodeJS.Signals = 'SIGKILL') => {
      if (alive()) child.kill(signal)
      return ended
    },
  }
}

type Logged = Record<string, unknown> & { event: string; level: string; at: number }

/** The app's own lines; what Next says at its start is not one. */
export function logged(app: AppUnderTest, from = 0, to = Infinity): Logged[] {
  return app.lines.flatMap(({ at, text }) =>
    at >= from && at <= to && text.startsWith('{') ? [{ ...(JSON.parse(text) as Logged), at }] : [],
  )
}

/** One number of /api/metrics, summed over every line whose labels contain the given text. */
export async function metric(app: AppUnderTest, name: string, labels = ''): Promise<number> {
  const answer = await fetch(`${app.url}/api/metrics`, { headers: { authorization: `Bearer ${METRICS_TOKEN}` } })
  if (!answer.ok) throw new Error(`/api/metrics of ${app.name} answered ${answer.status}`)
  return (await answer.text())
    .split('\n')
    .filter((line) => line.startsWith(name) && line.includes(labels))
    .reduce((sum, line) => sum + Number(line.split(' ').at(-1)), 0)
}

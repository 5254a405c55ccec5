import 'server-only'
// The only reader of `process.env` on the server. Parsed once, at the first use, so that a build needs no environment;
// `instrumentation.register` calls it at start, so that a bad value stops the process before the first request.
import * as z from 'zod'
import { DEFAULT_LIMITS } from '@/lib/operation'

const optional = <Schema extends z.ZodType>(schema: Schema) =>
  z.preprocess((value) => (value === '' ? undefined : value), schema.optional())
const withDefault = <Value>(schema: z.ZodType<Value>, value: Value) =>
  z.preprocess((given) => (given === '' || given === undefined ? value : given), schema)

const flag = z.preprocess(
  (given) => (given === '' || given === undefined ? '0' : given),
  z.enum(['0', '1']).transform((value) => value === '1'),
)
const httpUrl = z.url({ protocol: /^https?$/, error: 'must be a URL that starts with http:// or https://' })
const postgresUrl = z.url({
  protocol: /^postgres(ql)?$/,
  error: 'must be a URL like postgresql://user:password@host:5432/name',
})
const redisUrl = z.url({ protocol: /^rediss?$/, error: 'must be a URL like redis://host:6379' })

/** `120/60s`: 120 requests in any 60 seconds. */
const rate = z
  .string()
  .regex(/^[1-9]\d{0,8}\/[1-9]\d{0,5}s$/, 'must look like 120/60s')
  .transform((value) => {
    const [limit, seconds] = value.slice(0, -1).split('/').map(Number)
    return { limit: limit ?? 1, windowMs: (seconds ?? 1) * 1000 }
  })
export type Rate = z.infer<typeof rate>

const isOrigin = (text: string) => /^https?:[^*]+$/.test(text) && URL.canParse(text) && new URL(text).origin === text
const origins = z
  .string()
  .transform((value) => value.split(',').flatMap((part) => part.trim() || []))
  .refine((all) => all.every(isOrigin), 'must be origins like https://app.example.com, separated by commas')

const limit = (value: string) => z.preprocess((given) => (given === '' || given === undefined ? value : given), rate)

const schema = z.object({
  NODE_ENV: withDefault(z.enum(['development', 'test', 'production']), 'development'),

  // Where the app is.
  APP_URL: optional(httpUrl),
  PORT: optional(z.coerce.number().int().min(0).max(65535)),
  TRUSTED_PROXY: optional(
    z.union([z.literal('vercel'), z.coerce.number().int().min(0).max(10)], 'must be a number of hops or "vercel"'),
  ),
  VERCEL: optional(z.string()),
  VERCEL_ENV: optional(z.enum(['production', 'preview', 'development'])),
  VERCEL_URL: optional(z.string()),
  VERCEL_BRANCH_URL: optional(z.string()),
  VERCEL_PROJECT_PRODUCTION_URL: optional(z.string()),
  CORS_ORIGINS: z.preprocess((given) => given ?? '', origins),
  /** Read by scripts/preload.mjs, which answers before the app does. */
  HSTS_SUBDOMAINS: z.preprocess((given) => (given === '' || given === undefined ? '0' : given), flag),
  APP_INSTANCES: withDefault(z.coerce.number().int().min(1).max(1000), 1),

  // Where the data is.
  DATABASE_URL: postgresUrl,
  DATABASE_URL_UNPOOLED: optional(postgresUrl),
  DATABASE_POOL_MAX: optional(z.coerce.number().int().min(1).max(200)),
  REDIS_URL: optional(redisUrl),
  UPSTASH_REDIS_REST_URL: optional(httpUrl),
  UPSTASH_REDIS_REST_TOKEN: optional(z.string()),
  KV_REST_API_URL: optional(httpUrl),
  KV_REST_API_TOKEN: optional(z.string()),

  // Who may come in.
  AUTH_SECRET: z
    .string('is required: a random text of at least 32 characters')
    .min(32, 'must have at least 32 characters'),
  GITHUB_CLIENT_ID: optional(z.string()),
  GITHUB_CLIENT_SECRET: optional(z.string()),
  GOOGLE_CLIENT_ID: optional(z.string()),
  GOOGLE_CLIENT_SECRET: optional(z.string()),
  RATE_LIMIT_ANONYMOUS: limit(DEFAULT_LIMITS.anonymous),
  RATE_LIMIT_USER: limit(DEFAULT_LIMITS.user),
  RATE_LIMIT_WRITE: limit(DEFAULT_LIMITS.write),
  RATE_LIMIT_AUTH: limit(DEFAULT_LIMITS.auth),
  RATE_LIMIT_PASSWORD: limit(DEFAULT_LIMITS.password),
  RATE_LIMIT_MAIL: limit(DEFAULT_LIMITS.mail),

  // How mail leaves.
  SMTP_URL: optional(z.url({ protocol: /^smtps?$/, error: 'must be a URL like smtp://user:password@host:587' })),
  RESEND_API_KEY: optional(z.string()),
  MAIL_FROM: optional(z.string().min(3)),
  MAIL_IN_PREVIEWS: flag,

  // What is watched.
  LOG_LEVEL: withDefault(z.enum(['debug', 'info', 'warn', 'error', 'silent']), 'info'),
  SENTRY_DSN: optional(httpUrl),
  METRICS_TOKEN: optional(z.string().min(16, 'must have at least 16 characters')),
  CRON_SECRET: optional(z.string().min(16, 'must have at least 16 characters')),

  // Trying it without anything: the embedded database and its sample.
  FOOTHOLD_EMBEDDED: flag,
  FOOTHOLD_DATA_DIR: optional(z.string()),
  DEMO_PASSWORD: optional(z.string().min(10, 'must have at least 10 characters')),
})

export type Env = Readonly<z.infer<typeof schema>>
type Problem = { name: string; message: string }

/** Secrets that stand in examples and tutorials; production refuses them. */
const EXAMPLE_SECRETS = ['change-me', 'changeme', 'example', 'secret', 'your-secret', 'replace-me']

const OWN_HOSTS = new Set(['localhost', '127.0.0.1', '[::1]'])

const PAIRS = [
  ['UPSTASH_REDIS_REST_URL', 'UPSTASH_REDIS_REST_TOKEN'],
  ['KV_REST_API_URL', 'KV_REST_API_TOKEN'],
  ['GITHUB_CLIENT_ID', 'GITHUB_CLIENT_SECRET'],
  ['GOOGLE_CLIENT_ID', 'GOOGLE_CLIENT_SECRET'],
] as const

function relatedProblems(env: Env): Problem[] {
  const problems: Problem[] = []
  for (const [one, other] of PAIRS) {
    if (Boolean(env[one]) !== Boolean(env[other]))
      problems.push({ name: env[one] ? other : one, message: `is required beside ${env[one] ? one : other}` })
  }
  if ((env.SMTP_URL || env.RESEND_API_KEY) && !env.MAIL_FROM) {
    problems.push({ name: 'MAIL_FROM', message: 'is required to send mail' })
  }
  if (env.FOOTHOLD_EMBEDDED && env.VERCEL) {
    problems.push({ name: 'FOOTHOLD_EMBEDDED', message: 'is for trying on one machine, not for a hosting platform' })
  }
  if (env.FOOTHOLD_EMBEDDED && env.APP_URL && !OWN_HOSTS.has(new URL(env.APP_URL).hostname)) {
    problems.push({
      name: 'FOOTHOLD_EMBEDDED',
      message: 'is for trying on one machine, and APP_URL is a public address',
    })
  }
  if (env.NODE_ENV !== 'production') return problems
  if (EXAMPLE_SECRETS.some((example) => env.AUTH_SECRET.toLowerCase().includes(example))) {
    problems.push({ name: 'AUTH_SECRET', message: 'is an example value; make one of your own' })
  }
  return problems
}

/** Names every bad variable at once and never a value. */
export class EnvironmentError extends Error {
  constructor(readonly problems: Problem[]) {
    super(`The environment is not complete:\n${problems.map(({ name, message }) => `  ${name} ${message}`).join('\n')}`)
    this.name = 'EnvironmentError'
  }
}

const ownProblems = ({ issues }: z.ZodError, source: Record<string, string | undefined>): Problem[] =>
  issues.map(({ path, message }) => {
    const name = String(path[0])
    return { name, message: source[name] || message.startsWith('is ') ? message : 'is required' }
  })

/** Parses an environment. Throws `EnvironmentError`. */
export function parseEnv(source: Record<string, string | undefined>): Env {
  const result = schema.safeParse(source)
  const problems = result.success ? relatedProblems(result.data) : ownProblems(result.error, source)
  if (source.NODE_ENV === 'production' && !source.APP_URL && !source.VERCEL)
    problems.push({ name: 'APP_URL', message: 'is required in production, off Vercel' })
  if (!result.success || problems.length > 0) throw new EnvironmentError(problems)
  return Object.freeze(result.data)
}

let parsed: Env | undefined

/** The environment of this process. */
export function env(): Env {
  return (parsed ??= parseEnv(process.env))
}

/** The origins this deployment answers under; the first is the one that links carry. */
export function ownOrigins(): string[] {
  const { APP_URL, VERCEL, VERCEL_ENV, VERCEL_URL, VERCEL_BRANCH_URL, VERCEL_PROJECT_PRODUCTION_URL, NODE_ENV, PORT } =
    env()
  if (APP_URL) return [new URL(APP_URL).origin]
  if (VERCEL) {
    const hosts =
      VERCEL_ENV === 'production' ? [VERCEL_PROJECT_PRODUCTION_URL, VERCEL_URL] : [VERCEL_BRANCH_URL, VERCEL_URL]
    return hosts.filter((host) => host !== undefined).map((host) => `https://${host}`)
  }
  return NODE_ENV === 'production' ? [] : [`http://localhost:${PORT ?? 3000}`]
}

import { describe, expect, test } from 'vitest'
import { EnvironmentError, parseEnv } from '@/lib/env'

const GOOD = { DATABASE_URL: 'postgresql://a:b@127.0.0.1:5432/c', AUTH_SECRET: 'f'.repeat(40) }
const PRODUCTION = { ...GOOD, NODE_ENV: 'production', APP_URL: 'https://app.example' }

function problemsOf(source: Record<string, string>): string[] {
  try {
    parseEnv(source)
    return []
  } catch (error) {
    if (!(error instanceof EnvironmentError)) throw error
    return error.problems.map(({ name }) => name).sort()
  }
}

describe('the environment', () => {
  test('two variables are enough to develop, and the rest has defaults', () => {
    expect(parseEnv(GOOD)).toMatchObject({
      NODE_ENV: 'development',
      LOG_LEVEL: 'info',
      FOOTHOLD_EMBEDDED: false,
      RATE_LIMIT_ANONYMOUS: { limit: 120, windowMs: 60_000 },
    })
  })

  test('every bad variable is named at once, and no value is repeated', () => {
    const bad = {
      DATABASE_URL: 'mysql://hunter2',
      AUTH_SECRET: 'hunter2',
      RATE_LIMIT_USER: 'hunter2',
      LOG_LEVEL: 'hunter2',
      REDIS_URL: 'hunter2',
    }
    expect(problemsOf(bad)).toEqual(['AUTH_SECRET', 'DATABASE_URL', 'LOG_LEVEL', 'RATE_LIMIT_USER', 'REDIS_URL'])
    expect(() => parseEnv(bad)).toThrow(expect.not.objectContaining({ message: expect.stringContaining('hunter2') }))
  })

  test('an empty variable is an unset one', () => {
    expect(problemsOf({ ...GOOD, REDIS_URL: '', LOG_LEVEL: '', RATE_LIMIT_AUTH: '', FOOTHOLD_EMBEDDED: '' })).toEqual(
      [],
    )
    expect(problemsOf({ DATABASE_URL: '', AUTH_SECRET: '' })).toEqual(['AUTH_SECRET', 'DATABASE_URL'])
  })

  test('half a service is refused', () => {
    expect(problemsOf({ ...GOOD, UPSTASH_REDIS_REST_URL: 'https://redis.example' })).toEqual([
      'UPSTASH_REDIS_REST_TOKEN',
    ])
    expect(problemsOf({ ...GOOD, SMTP_URL: 'smtp://localhost:25' })).toEqual(['MAIL_FROM'])
  })

  test('production wants to know its own address, except on Vercel, and refuses an example secret', () => {
    expect(problemsOf(PRODUCTION)).toEqual([])
    expect(problemsOf({ ...PRODUCTION, APP_URL: '' })).toEqual(['APP_URL'])
    expect(problemsOf({ ...PRODUCTION, APP_URL: '', VERCEL: '1' })).toEqual([])
    expect(problemsOf({ ...PRODUCTION, AUTH_SECRET: 'change-me-change-me-change-me-change-me' })).toEqual([
      'AUTH_SECRET',
    ])
  })

  test('the embedded mode with its open demo logins is refused wherever strangers come', () => {
    expect(problemsOf({ ...PRODUCTION, FOOTHOLD_EMBEDDED: '1' })).toEqual(['FOOTHOLD_EMBEDDED'])
    expect(problemsOf({ ...PRODUCTION, APP_URL: '', VERCEL: '1', FOOTHOLD_EMBEDDED: '1' })).toEqual([
      'FOOTHOLD_EMBEDDED',
    ])
    expect(problemsOf({ ...PRODUCTION, APP_URL: 'http://localhost:3000', FOOTHOLD_EMBEDDED: '1' })).toEqual([])
  })

  test.each(['0/60s', '120', '120/60', '-1/60s', 'off', '1e9/60s'])(
    'the limit %s is no way to switch a limit off',
    (value) => {
      expect(problemsOf({ ...GOOD, RATE_LIMIT_WRITE: value })).toEqual(['RATE_LIMIT_WRITE'])
    },
  )
})

import 'server-only'
// Argon2id at OWASP's minimum (19 MiB, t = 2, p = 1). A hash takes a libuv thread and 19 MiB, so few run at once.
import { hash, verify } from '@node-rs/argon2'
import { AppError } from '@/lib/errors'
import { countPasswordHash } from '@/lib/metrics'
import { singleton } from '@/lib/singleton'

const OPTIONS = { memoryCost: 19_456, timeCost: 2, parallelism: 1 }
const CONCURRENT = 2
const WAITING_MAX = 100

type Gate = { running: number; waiting: (() => void)[] }
const gate = () => singleton('auth.password-gate', (): Gate => ({ running: 0, waiting: [] }))

async function inTurn<Result>(work: () => Promise<Result>): Promise<Result> {
  const state = gate()
  if (state.running >= CONCURRENT) {
    if (state.waiting.length >= WAITING_MAX) {
      throw new AppError('unavailable', 'Too many people are signing in. Try again in a moment.', {
        headers: { 'Retry-After': '2' },
      })
    }
    await new Promise<void>((resolve) => state.waiting.push(resolve))
  } else {
    state.running += 1
  }
  try {
    return await work()
  } finally {
    // The place is handed over, so that nobody who comes now can take it first.
    const next = state.waiting.shift()
    if (next) next()
    else state.running -= 1
  }
}

/** NFC first: the same word typed on two keyboards is the same password (NIST 800-63B). */
const normalize = (password: string) => password.normalize('NFC')

export function hashPassword(password: string): Promise<string> {
  countPasswordHash('store')
  return inTurn(() => hash(normalize(password), OPTIONS))
}

export function verifyPassword({ hash: stored, password }: { hash: string; password: string }): Promise<boolean> {
  countPasswordHash('compare')
  return inTurn(() => verify(stored, normalize(password)))
}

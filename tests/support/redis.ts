import { describe, inject } from 'vitest'

/** Null where the run has no Redis. */
export const redisUrl: string | null = inject('redisUrl')

/** `describe` for tests that need Redis: skipped where there is none. */
export const describeWithRedis = describe.skipIf(redisUrl === null)

import 'server-only'
// What one request carries along without passing it by hand: its id for logs, and how the cache answered it.
import { AsyncLocalStorage } from 'node:async_hooks'
import { singleton } from '@/lib/singleton'

export type CacheState = 'hit' | 'miss' | 'stale'
type RequestContext = { requestId: string; cache?: CacheState }

const storage = () => singleton('request-context', () => new AsyncLocalStorage<RequestContext>())

export const runInRequestContext = <Result>(context: RequestContext, work: () => Result): Result =>
  storage().run(context, work)

export const requestContext = (): RequestContext | undefined => storage().getStore()

const RANK: Record<CacheState, number> = { hit: 0, miss: 1, stale: 2 }

/** Keeps the worst state of the request: one stale part makes a stale answer. */
export function noteCacheState(state: CacheState): void {
  const context = requestContext()
  if (context && (context.cache === undefined || RANK[state] > RANK[context.cache])) context.cache = state
}

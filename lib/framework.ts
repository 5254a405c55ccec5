import 'server-only'
// What rooms ask of Next and what happens where there is no Next: in a script, a job or a test.
import { revalidatePath } from 'next/cache'
import { workAsyncStorage } from 'next/dist/server/app-render/work-async-storage.external'
import { after } from 'next/server'
import { trackError } from '@/lib/monitoring'
import { singleton } from '@/lib/singleton'

const inRequest = () => workAsyncStorage.getStore() !== undefined

/** Drops pages from the framework's cache. Without Next there is none, and nothing to do. */
export function revalidatePages(paths: readonly string[]): void {
  if (inRequest()) paths.forEach((path) => revalidatePath(path))
}

const underWay = () => singleton('framework.after-answer', () => ({ count: 0 }))

/** Does work once the answer is sent, so that it can neither delay nor fail it. Without Next it starts at once. */
export function afterAnswer(work: () => Promise<unknown>): void {
  const state = underWay()
  state.count += 1
  const guarded = () =>
    work()
      .then(() => undefined, trackError)
      .finally(() => (state.count -= 1))
  if (inRequest()) after(guarded)
  else void guarded()
}

/** Waits for that work, until `performance.now()` is `until`. Returns how much of it is left. */
export async function answersFinished(until: number): Promise<number> {
  const state = underWay()
  while (state.count > 0 && performance.now() < until) await new Promise((resolve) => setTimeout(resolve, 20))
  return state.count
}

import 'server-only'
// What rooms ask of Next and what happens where there is no Next: in a script, a job or a test.
import { revalidatePath } from 'next/cache'
import { workAsyncStorage } from 'next/dist/server/app-render/work-async-storage.external'
import { after } from 'next/server'
import { trackError } from '@/lib/monitoring'

const inRequest = () => workAsyncStorage.getStore() !== undefined

/** Drops pages from the framework's cache. Without Next there is none, and nothing to do. */
export function revalidatePages(paths: readonly string[]): void {
  if (!inRequest()) return
  for (const path of paths) revalidatePath(path)
}

/** Does work once the answer is sent, so that it can neither delay nor fail it. Without Next it starts at once. */
export function afterAnswer(work: () => Promise<unknown>): void {
  const guarded = () => work().then(() => undefined, trackError)
  if (inRequest()) after(guarded)
  else void guarded()
}

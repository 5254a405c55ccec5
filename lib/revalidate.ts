import 'server-only'
import { revalidatePath } from 'next/cache'
import { workAsyncStorage } from 'next/dist/server/app-render/work-async-storage.external'

/** Drops pages from the framework's cache. In a script or a test there is none, and nothing to do. */
export function revalidatePages(paths: readonly string[]): void {
  if (!workAsyncStorage.getStore()) return
  for (const path of paths) revalidatePath(path)
}

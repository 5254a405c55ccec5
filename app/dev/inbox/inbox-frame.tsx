import type { ReactNode } from 'react'
import { Brand } from '@/components/layout/brand'
import { ThemeToggle } from '@/components/layout/theme-toggle'

/** Frame of the development inbox: mail that would have been sent, had a transport been set. */
export function InboxFrame({ children }: { children: ReactNode }) {
  return (
    <>
      <header className="border-b">
        <div className="mx-auto flex h-14 max-w-3xl items-center gap-3 px-gutter">
          <Brand />
          <span className="font-mono text-label text-muted-foreground">development inbox</span>
          <ThemeToggle className="ml-auto" />
        </div>
      </header>
      <main id="main" className="mx-auto max-w-3xl px-gutter py-8">
        {children}
      </main>
    </>
  )
}

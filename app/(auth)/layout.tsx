import type { ReactNode } from 'react'
import { StepsPicture } from '@/components/auth/steps-picture'
import { Brand } from '@/components/layout/brand'
import { ThemeToggle } from '@/components/layout/theme-toggle'

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <div className="grid min-h-dvh lg:grid-cols-2">
      <div className="flex min-w-0 flex-col px-[clamp(1.25rem,3vw,2.5rem)] py-5">
        <header className="flex items-center justify-between">
          <Brand />
          <ThemeToggle />
        </header>
        <main id="main" className="flex flex-1">
          <div className="m-auto grid w-full max-w-86 gap-[1.125rem] py-8">{children}</div>
        </main>
        <footer className="font-mono text-label text-muted-foreground">
          Sessions live in Postgres, one row each, and end at once when you say so
        </footer>
      </div>
      <StepsPicture />
    </div>
  )
}

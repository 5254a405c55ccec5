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
        {/* As far from the top as centres the sign-in form, for all: one that arrives in parts, or grows, does not move. */}
        <main id="main" className="flex-1 pt-[max(2rem,50svh-16.75rem)] pb-8">
          <div className="mx-auto grid max-w-86 gap-[1.125rem]">{children}</div>
        </main>
        <footer className="font-mono text-label text-muted-foreground">
          Sessions live in Postgres, one row each, and end at once when you say so
        </footer>
      </div>
      <StepsPicture />
    </div>
  )
}

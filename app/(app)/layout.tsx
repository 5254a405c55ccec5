import type { ReactNode } from 'react'
import { AppShell } from '@/components/layout/app-shell'
import { Toaster } from '@/components/ui/toaster'

/** Draws the frame and guards nothing: every page asks for its own viewer. */
export default function AppLayout({ children }: { children: ReactNode }) {
  return (
    <>
      <AppShell>{children}</AppShell>
      <Toaster />
    </>
  )
}

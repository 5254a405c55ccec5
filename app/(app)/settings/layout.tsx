import type { ReactNode } from 'react'
import { SignInAgain } from '@/components/auth/sign-in-again'
import { PageHead } from '@/components/layout/page-head'
import { SettingsNav } from '@/components/layout/settings-nav'

/** Draws the frame and guards nothing: every page asks for its own viewer. */
export default function SettingsLayout({ children }: { children: ReactNode }) {
  return (
    <SignInAgain>
      <PageHead title="Settings" />
      <div className="grid gap-5 lg:grid-cols-[11rem_minmax(0,1fr)] lg:gap-10">
        <SettingsNav />
        <div className="grid min-w-0 content-start gap-6">{children}</div>
      </div>
    </SignInAgain>
  )
}

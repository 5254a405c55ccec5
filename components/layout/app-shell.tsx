import { Suspense, type ReactNode } from 'react'
import { AppSidebar } from '@/components/layout/app-sidebar'
import { AppTabbar } from '@/components/layout/app-tabbar'
import { Brand } from '@/components/layout/brand'
import { CommandPalette, FindButton } from '@/components/layout/command-palette'
import { SectionBoundary } from '@/components/layout/section-boundary'
import { ThemeToggle } from '@/components/layout/theme-toggle'
import { UserMenu } from '@/components/layout/user-menu'
import { Skeleton } from '@/components/ui/skeleton'
import { getViewer } from '@/lib/auth/viewer'

// A page that marks an element with data-full-window (the editor) takes the whole window: the frame steps aside.
const STEPS_ASIDE = 'group-has-data-full-window/shell:hidden'

/** The frame of every signed-in page. It awaits nothing: who is signed in arrives in its own place. */
export function AppShell({ children }: { children: ReactNode }) {
  return (
    <div className="group/shell min-h-dvh has-data-full-window:block md:grid md:grid-cols-[14.5rem_minmax(0,1fr)]">
      <AppSidebar
        user={<Who className="min-w-0 flex-1" />}
        className={`border-r bg-sidebar max-md:hidden ${STEPS_ASIDE}`}
      />
      <header
        className={`sticky top-0 z-15 flex h-13 items-center gap-1 border-b bg-background pr-2 pl-gutter md:hidden ${STEPS_ASIDE}`}
      >
        <Brand href="/dashboard" className="mr-auto" />
        <FindButton compact />
        <ThemeToggle />
        <Who compact />
      </header>
      <main
        id="main"
        tabIndex={-1}
        className="min-w-0 px-gutter pb-12 outline-none group-has-data-full-window/shell:p-0 max-md:pb-22"
      >
        <noscript>
          <p className="border-b py-3 text-sm text-muted-foreground">
            These pages need JavaScript. The public ones do not.
          </p>
        </noscript>
        <div className="mx-auto max-w-6xl group-has-data-full-window/shell:max-w-none">{children}</div>
      </main>
      <AppTabbar className={`md:hidden ${STEPS_ASIDE}`} />
      <CommandPalette />
    </div>
  )
}

function Who(props: { compact?: boolean; className?: string }) {
  return (
    <SectionBoundary>
      <Suspense fallback={<AvatarSkeleton compact={props.compact} />}>
        <SignedInUser {...props} />
      </Suspense>
    </SectionBoundary>
  )
}

function AvatarSkeleton({ compact }: { compact: boolean | undefined }) {
  return (
    <span className={`grid place-items-center ${compact ? 'size-control' : 'px-2'}`}>
      <Skeleton className="size-6.5" />
    </span>
  )
}

async function SignedInUser(props: { compact?: boolean; className?: string }) {
  const viewer = await getViewer()
  if (viewer.kind !== 'user') return null
  const { name, email, image, role } = viewer
  return <UserMenu name={name} email={email} image={image} role={role} {...props} />
}

import Link from 'next/link'
import { Brand } from '@/components/layout/brand'
import { ThemeToggle } from '@/components/layout/theme-toggle'
import { buttonVariants } from '@/components/ui/button'

type PublicHeaderProps = { links: readonly { href: string; label: string }[] }

/** The same for everybody: a page that asked who is reading could not be prerendered. */
export function PublicHeader({ links }: PublicHeaderProps) {
  return (
    <header className="sticky top-0 z-20 border-b bg-background">
      <div className="mx-auto flex h-14 max-w-page items-center gap-1 px-gutter">
        <Brand />
        <nav aria-label="Main" className="ml-7 flex gap-0.5 max-md:hidden">
          {links.map(({ href, label }) => (
            <Link
              key={href}
              href={href}
              prefetch={false}
              className="flex h-8 items-center rounded-md px-2.5 text-sm text-muted-foreground transition-colors hover:bg-accent hover:text-foreground"
            >
              {label}
            </Link>
          ))}
        </nav>
        <div className="ml-auto flex items-center gap-1.5">
          <ThemeToggle />
          {/* Leads to the sign-in page whoever is not signed in, so it is right for both. */}
          <Link
            href="/dashboard"
            prefetch={false}
            className={buttonVariants({ variant: 'ghost', className: 'max-sm:hidden' })}
          >
            Dashboard
          </Link>
          <Link href="/sign-in" prefetch={false} className={buttonVariants({ variant: 'ghost' })}>
            Sign in
          </Link>
          <Link href="/sign-up" prefetch={false} className={buttonVariants({ className: 'max-sm:hidden' })}>
            Create an account
          </Link>
        </div>
      </div>
    </header>
  )
}

'use client'

import { SignOutButton } from '@/components/auth/sign-out-button'
import { FeedbackButton } from '@/components/feedback/feedback-button'
import { accountLinks } from '@/components/layout/app-nav'
import { NavLink } from '@/components/layout/nav-link'
import { Avatar } from '@/components/ui/avatar'
import { buttonVariants } from '@/components/ui/button'
import { cn } from '@/lib/class-names'

type UserMenuProps = {
  name: string
  email: string
  image: string | null
  role: 'user' | 'admin'
  compact?: boolean
  className?: string
}

const itemClasses = 'w-full justify-start px-2 font-normal text-foreground'

/** Who is signed in, and the way out. The browser's own popover opens it: no script waits on every page for one button. */
export function UserMenu({ name, email, image, role, compact, className }: UserMenuProps) {
  const id = compact ? 'user-menu-top' : 'user-menu-side'
  return (
    <>
      <button
        type="button"
        popoverTarget={id}
        aria-label={compact ? `Account of ${name}` : undefined}
        className={cn(
          'flex items-center gap-[0.5625rem] rounded-md text-left text-sm transition-colors hover:bg-accent has-[+:popover-open]:bg-accent',
          compact ? 'size-control justify-center' : 'px-2 py-1.5',
          className,
        )}
      >
        <Avatar name={name} image={image} />
        {compact ? null : <span className="truncate font-medium">{name}</span>}
      </button>
      <div
        id={id}
        popover="auto"
        className={cn(
          'fixed inset-auto m-0 w-52 rounded-lg bg-popover p-1 text-popover-foreground shadow-float',
          compact ? 'top-12 right-2' : 'bottom-13 left-3',
        )}
      >
        <p className="px-2 py-1.5 text-sm">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-muted-foreground">{email}</span>
        </p>
        <div aria-hidden="true" className="-mx-1 my-1 h-px bg-border" />
        {accountLinks
          .filter((link) => role === 'admin' || !link.adminsOnly)
          .map(({ href, root, label, icon: Icon }) => (
            <NavLink
              key={href}
              href={href}
              root={root}
              className={cn(buttonVariants({ variant: 'ghost' }), itemClasses)}
            >
              <Icon aria-hidden="true" />
              {label}
            </NavLink>
          ))}
        <div aria-hidden="true" className="-mx-1 my-1 h-px bg-border" />
        <FeedbackButton popoverTarget={id} className={itemClasses} />
        <SignOutButton className={itemClasses} />
      </div>
    </>
  )
}

'use client'

import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { Avatar } from '@/components/ui/avatar'
import {
  DropdownMenu,
  DropdownMenuContent,
  DropdownMenuItem,
  DropdownMenuLabel,
  DropdownMenuSeparator,
  DropdownMenuTrigger,
} from '@/components/ui/dropdown-menu'
import { toastError } from '@/components/ui/toaster'
import { api } from '@/lib/api-client/client'
import { cn } from '@/lib/class-names'

type UserMenuProps = { name: string; email: string; image: string | null; compact?: boolean; className?: string }

export function UserMenu({ name, email, image, compact, className }: UserMenuProps) {
  return (
    <DropdownMenu>
      <DropdownMenuTrigger
        aria-label={compact ? `Account of ${name}` : undefined}
        className={cn(
          'flex items-center gap-[0.5625rem] rounded-md text-left text-sm transition-colors hover:bg-accent aria-expanded:bg-accent',
          compact ? 'size-control justify-center' : 'px-2 py-1.5',
          className,
        )}
      >
        <Avatar name={name} image={image} />
        {compact ? null : <span className="truncate font-medium">{name}</span>}
      </DropdownMenuTrigger>
      <DropdownMenuContent align={compact ? 'end' : 'start'} side={compact ? 'bottom' : 'top'}>
        <DropdownMenuLabel className="max-w-64">
          <span className="block truncate font-medium">{name}</span>
          <span className="block truncate text-muted-foreground">{email}</span>
        </DropdownMenuLabel>
        <DropdownMenuSeparator />
        <SignOutItem />
      </DropdownMenuContent>
    </DropdownMenu>
  )
}

/** Ends the session in the database, then leaves: a whole new page forgets what this one had loaded. */
function SignOutItem() {
  const [pending, setPending] = useState(false)

  const signOut = async () => {
    setPending(true)
    const result = await api.auth.signOut()
    // eslint-disable-next-line @next/next/no-location-assign-relative-destination -- The router would keep what it loaded.
    if (result.ok) return window.location.assign('/sign-in')
    setPending(false)
    toastError(`Not signed out: ${result.problem.detail}`)
  }

  return (
    <DropdownMenuItem
      disabled={pending}
      onSelect={(event) => {
        event.preventDefault() // The menu stays until the session has ended.
        void signOut()
      }}
    >
      <LogOut aria-hidden="true" />
      Sign out
    </DropdownMenuItem>
  )
}

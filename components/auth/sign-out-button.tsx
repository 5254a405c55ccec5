'use client'

import { LogOut } from 'lucide-react'
import { useState } from 'react'
import { Button } from '@/components/ui/button'
import { useHydrated } from '@/hooks/use-hydrated'
import { api } from '@/lib/api-client/client'
import { cn } from '@/lib/class-names'

/** Ends the session in the database, then leaves: a whole new page forgets what this one had loaded. */
export function SignOutButton({ className }: { className?: string }) {
  const hydrated = useHydrated()
  const [state, setState] = useState<'idle' | 'pending' | 'failed'>('idle')

  const signOut = async () => {
    setState('pending')
    const result = await api.auth.signOut()
    if (result.ok) window.location.replace('/sign-in')
    else setState('failed')
  }

  return (
    <>
      <Button
        variant="ghost"
        className={cn('justify-start', className)}
        disabled={!hydrated}
        pending={state === 'pending'}
        onClick={() => void signOut()}
      >
        <LogOut aria-hidden="true" />
        Sign out
      </Button>
      <p role="status" className="px-2 text-xs text-destructive">
        {state === 'failed' ? 'Not signed out. Try again.' : ''}
      </p>
    </>
  )
}

'use client'

import { RotateCw } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useTransition } from 'react'
import { Button } from '@/components/ui/button'

/** Reads the page anew where it stands: what is shown stays until the new figures are here, and so does the place. */
export function RefreshButton() {
  const router = useRouter()
  const [pending, startTransition] = useTransition()
  return (
    <Button
      variant="ghost"
      size="icon"
      aria-label="Refresh"
      pending={pending}
      onClick={() => startTransition(() => router.refresh())}
    >
      {pending ? null : <RotateCw aria-hidden="true" />}
    </Button>
  )
}

'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
  AlertDialogTrigger,
} from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { toastError } from '@/components/ui/toaster'
import { useHydrated } from '@/hooks/use-hydrated'
import { api } from '@/lib/api-client/client'

export function RevokeApiKey({ keyId, name }: { keyId: string; name: string }) {
  const hydrated = useHydrated()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const [pending, setPending] = useState(false)

  const revoke = async () => {
    setPending(true)
    const result = await api.apiKeys.revoke(keyId)
    setPending(false)
    // One that was revoked meanwhile is what was asked for.
    if (!result.ok && result.problem.status !== 404) return toastError(`Not revoked: ${result.problem.detail}`)
    setOpen(false)
    toast.success(`Revoked “${name}”`)
    router.refresh()
  }

  return (
    <AlertDialog open={open} onOpenChange={setOpen}>
      <AlertDialogTrigger asChild>
        <Button variant="destructive" size="sm" aria-label={`Revoke ${name}`} disabled={!hydrated}>
          Revoke
        </Button>
      </AlertDialogTrigger>
      <AlertDialogContent>
        <AlertDialogTitle>Revoke this key?</AlertDialogTitle>
        <AlertDialogDescription>
          Whatever uses “{name}” is refused with its next request. There is no way back, only a new key.
        </AlertDialogDescription>
        <AlertDialogFooter>
          <AlertDialogCancel asChild>
            <Button variant="outline">Keep it</Button>
          </AlertDialogCancel>
          <Button variant="destructive-solid" pending={pending} onClick={() => void revoke()}>
            Revoke key
          </Button>
        </AlertDialogFooter>
      </AlertDialogContent>
    </AlertDialog>
  )
}

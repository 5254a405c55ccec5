'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { Button } from '@/components/ui/button'
import { toastError } from '@/components/ui/toaster'
import { useHydrated } from '@/hooks/use-hydrated'
import { api, type ApiResult } from '@/lib/api-client/client'

export function EndSession({ sessionId, device }: { sessionId: string; device: string }) {
  const { press, ...state } = useEnd(() => api.sessions.end(sessionId), `Signed out: ${device}`)
  return (
    <Button variant="outline" size="sm" aria-label={`Sign out ${device}`} onClick={press} {...state}>
      Sign out
    </Button>
  )
}

export function EndOtherSessions() {
  const { press, ...state } = useEnd(api.sessions.endOthers, 'Signed out everywhere else')
  return (
    <Button variant="outline" className="mt-2" onClick={press} {...state}>
      Sign out everywhere else
    </Button>
  )
}

function useEnd(end: () => Promise<ApiResult<null>>, done: string) {
  const hydrated = useHydrated()
  const router = useRouter()
  const [pending, setPending] = useState(false)
  const act = async () => {
    setPending(true)
    const result = await end()
    setPending(false)
    // One that ended meanwhile is what was asked for.
    if (!result.ok && result.problem.status !== 404) return toastError(`Not signed out: ${result.problem.detail}`)
    toast.success(done)
    router.refresh()
  }
  return { press: () => void act(), pending, disabled: !hydrated }
}

'use client'

import { useState } from 'react'
import { buttonVariants } from '@/components/ui/button-variants'
import { FormError } from '@/components/ui/field'
import { PlainButton } from '@/components/ui/plain-button'
import { useHydrated } from '@/hooks/use-hydrated'
import { api } from '@/lib/api-client/client'
import type { SignInProvider } from '@/lib/auth/schema'

const NAMES: Record<SignInProvider, string> = { github: 'GitHub', google: 'Google' }

const FAILURES: Record<string, string> = {
  access_denied: 'You did not agree to it, so nothing happened.',
  account_not_linked: 'This address has an account here. Sign in with its password.',
  email_not_verified: 'The provider has not verified your address. Verify it there first.',
}

/** What a provider's refusal means; the code comes back in the address of the sign-in page. */
export const toFailure = (code: string | undefined): string | undefined =>
  code === undefined ? undefined : (FAILURES[code] ?? 'The provider did not let you in. Try again, or use a password.')

/** The other ways in, where the server has any. */
export function ProviderButtons({ providers, next }: { providers: readonly SignInProvider[]; next: string }) {
  const hydrated = useHydrated()
  const [leaving, setLeaving] = useState<SignInProvider | null>(null)
  const [problem, setProblem] = useState<string>()
  if (providers.length === 0) return null

  const leave = async (provider: SignInProvider) => {
    setLeaving(provider)
    setProblem(undefined)
    const result = await api.auth.signInWith({ provider, next })
    if (result.ok) return window.location.assign(result.data.url)
    setLeaving(null)
    setProblem(result.problem.detail)
  }

  return (
    <div className="grid gap-2.5">
      <p className="flex items-center gap-4 font-mono text-label text-muted-foreground before:h-px before:flex-1 before:bg-border after:h-px after:flex-1 after:bg-border">
        or
      </p>
      <FormError title={problem} />
      {providers.map((provider) => (
        <PlainButton
          key={provider}
          className={buttonVariants({ variant: 'outline', size: 'lg' })}
          disabled={!hydrated || leaving !== null}
          pending={leaving === provider}
          onClick={() => void leave(provider)}
        >
          Continue with {NAMES[provider]}
        </PlainButton>
      ))}
    </div>
  )
}

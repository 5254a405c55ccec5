'use client'

import Link from 'next/link'
import { useState } from 'react'
import { CodeForm } from '@/components/auth/code-form'
import { Outcome } from '@/components/auth/outcome'
import { buttonVariants } from '@/components/ui/button-variants'

/** Between the password, or the provider, and the page that was wanted. */
export function TwoFactorStep({ next }: { next: string }) {
  const [expired, setExpired] = useState(false)
  if (!expired) {
    return (
      <CodeForm
        submitLabel="Sign in"
        onSignedIn={() => window.location.assign(next)}
        onExpired={() => setExpired(true)}
      />
    )
  }
  return (
    <Outcome title="That took too long" sentence="The first step is good for 10 minutes. Start again." alert>
      <Link
        href={`/sign-in?next=${encodeURIComponent(next)}`}
        prefetch={false}
        className={buttonVariants({ size: 'lg' })}
      >
        Sign in
      </Link>
    </Outcome>
  )
}

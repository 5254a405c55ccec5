import type { ComponentProps } from 'react'
import { loadChecks } from '@/components/auth/lazy-checks'

/** Posts, never gets: should it be sent without script, no field reaches an address. */
export function AuthForm({ children, ...props }: ComponentProps<'form'>) {
  return (
    <form
      method="post"
      noValidate
      className="grid gap-[1.125rem]"
      onFocus={() => void loadChecks().catch(() => null)}
      {...props}
    >
      {children}
      <noscript>
        <p className="text-xs text-muted-foreground">This form needs JavaScript. Reading works without it.</p>
      </noscript>
    </form>
  )
}

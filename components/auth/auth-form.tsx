import type { ComponentProps } from 'react'
import { loadChecks } from '@/components/auth/lazy-checks'
import { Button } from '@/components/ui/button'
import { FormError } from '@/components/ui/field'
import { useHydrated } from '@/hooks/use-hydrated'
import { cn } from '@/lib/class-names'

type AuthFormProps = ComponentProps<'form'> & { error?: string | undefined }

/** Posts, never gets: should it be sent without script, no field reaches an address. `error` is about the whole form. */
export function AuthForm({ error, className, children, ...props }: AuthFormProps) {
  return (
    <form
      method="post"
      noValidate
      className={cn('grid gap-[1.125rem]', className)}
      onFocus={() => void loadChecks().catch(() => null)}
      {...props}
    >
      <FormError title={error} />
      {children}
      <noscript>
        <p className="text-xs text-muted-foreground">This form needs JavaScript. Reading works without it.</p>
      </noscript>
    </form>
  )
}

/** Cannot be pressed before React listens, nor while what it sent is under way. */
export function SubmitButton({ disabled, ...props }: ComponentProps<typeof Button>) {
  const hydrated = useHydrated()
  return <Button type="submit" disabled={!hydrated || disabled} {...props} />
}

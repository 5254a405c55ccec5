import { clsx } from 'clsx'
import type { ComponentProps } from 'react'
import type { VariantProps } from 'class-variance-authority'
import { loadChecks } from '@/components/auth/lazy-checks'
import { buttonVariants } from '@/components/ui/button-variants'
import { FormError } from '@/components/ui/field'
import { PlainButton } from '@/components/ui/plain-button'
import { useHydrated } from '@/hooks/use-hydrated'

type AuthFormProps = ComponentProps<'form'> & { error?: string | undefined }

/** Posts, never gets: should it be sent without script, no field reaches an address. `error` is about the whole form. */
export function AuthForm({ error, className, children, ...props }: AuthFormProps) {
  return (
    <form
      method="post"
      noValidate
      className={clsx('grid gap-[1.125rem]', className)}
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

type SubmitButtonProps = ComponentProps<'button'> & VariantProps<typeof buttonVariants> & { pending?: boolean }

/** Cannot be pressed before React listens, nor while what it sent is under way. */
export function SubmitButton({ disabled, variant, size, className, ...props }: SubmitButtonProps) {
  const hydrated = useHydrated()
  const classes = buttonVariants({ variant, size, className })
  return <PlainButton type="submit" className={classes} disabled={!hydrated || disabled} {...props} />
}

'use client'

import Link from 'next/link'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { DemoLogins, type DemoLogin } from '@/components/auth/demo-logins'
import { PasswordInput } from '@/components/auth/password-input'
import { ProviderButtons, toFailure } from '@/components/auth/provider-buttons'
import { useApiForm } from '@/components/auth/use-api-form'
import { Field } from '@/components/ui/field'
import { inputVariants } from '@/components/ui/input-variants'
import { useHydrated } from '@/hooks/use-hydrated'
import { api } from '@/lib/api-client/client'
import type { SignInProvider } from '@/lib/auth/schema'

type SignInFormProps = {
  next: string
  demoLogins: readonly DemoLogin[]
  providers: readonly SignInProvider[]
  /** The code of a provider that refused. */
  refusal: string | undefined
}

export function SignInForm({ next, demoLogins, providers, refusal }: SignInFormProps) {
  const hydrated = useHydrated()
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.signIn,
    defaultValues: { email: '', password: '' },
    send: api.auth.signIn,
    leaves: true,
    // A whole new page: nothing that was fetched for a stranger outlives the sign-in.
    onDone: ({ signedIn }) => window.location.assign(signedIn ? next : `/two-factor?next=${encodeURIComponent(next)}`),
    onProblem: ({ status }) => {
      if (status !== 401) return false
      form.setError('password', { message: 'E-mail and password do not match.' }, { shouldFocus: true })
      return true
    },
  })

  const { isSubmitted } = form.formState

  const signInAs = ({ email, password }: DemoLogin) => {
    form.reset({ email, password })
    void submit()
  }

  return (
    <AuthForm onSubmit={submit} error={errors.root?.message ?? (isSubmitted ? undefined : toFailure(refusal))}>
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => (
          <input
            {...control}
            {...form.register('email')}
            type="email"
            className={inputVariants({ size: 'lg' })}
            autoComplete="username"
          />
        )}
      </Field>
      <Field label="Password" error={errors.password?.message} aside={<ForgotLink />}>
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} size="lg" autoComplete="current-password" />
        )}
      </Field>
      <SubmitButton size="lg" pending={pending}>
        Sign in
      </SubmitButton>
      <ProviderButtons providers={providers} next={next} />
      <DemoLogins logins={demoLogins} disabled={!hydrated || pending} onChoose={signInAs} />
    </AuthForm>
  )
}

function ForgotLink() {
  return (
    <Link
      href="/forgot-password"
      prefetch={false}
      className="text-xs text-muted-foreground underline-offset-3 hover:text-foreground hover:underline"
    >
      Forgot password?
    </Link>
  )
}

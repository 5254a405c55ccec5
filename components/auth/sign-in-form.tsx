'use client'

import { useForm } from 'react-hook-form'
import { AuthForm } from '@/components/auth/auth-form'
import { DemoLogins, type DemoLogin } from '@/components/auth/demo-logins'
import { lazyResolver } from '@/components/auth/lazy-checks'
import { PasswordInput } from '@/components/auth/password-input'
import { showProblem } from '@/lib/api-client/show-problem'
import { Button } from '@/components/ui/button'
import { Field, FormError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useHydrated } from '@/hooks/use-hydrated'
import { api } from '@/lib/api-client/client'

const resolver = lazyResolver<{ email: string; password: string }>((checks) => checks.signIn)

type SignInFormProps = { next: string; demoLogins: readonly DemoLogin[] }

export function SignInForm({ next, demoLogins }: SignInFormProps) {
  const hydrated = useHydrated()
  const form = useForm({ resolver, defaultValues: { email: '', password: '' } })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState
  const pending = isSubmitting || isSubmitSuccessful

  const submit = form.handleSubmit(async (values) => {
    const result = await api.auth.signIn(values)
    // A whole new page: nothing that was fetched for a stranger outlives the sign-in.
    if (result.ok) window.location.assign(next)
    else if (result.problem.status === 401) {
      form.setError('password', { message: 'E-mail and password do not match.' }, { shouldFocus: true })
    } else showProblem(form, result.problem)
  })

  const signInAs = ({ email, password }: DemoLogin) => {
    form.reset({ email, password })
    void submit()
  }

  return (
    <AuthForm onSubmit={submit}>
      <FormError title={errors.root?.message} />
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => <Input {...control} {...form.register('email')} type="email" size="lg" autoComplete="username" />}
      </Field>
      <Field label="Password" error={errors.password?.message}>
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} size="lg" autoComplete="current-password" />
        )}
      </Field>
      <Button type="submit" size="lg" disabled={!hydrated} pending={pending}>
        Sign in
      </Button>
      <DemoLogins logins={demoLogins} disabled={!hydrated || pending} onChoose={signInAs} />
    </AuthForm>
  )
}

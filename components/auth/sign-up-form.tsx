'use client'

import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { AuthForm } from '@/components/auth/auth-form'
import { AuthHeading, AuthSwitch } from '@/components/auth/auth-heading'
import { CheckMail } from '@/components/auth/check-mail'
import { lazyResolver } from '@/components/auth/lazy-checks'
import { showProblem } from '@/lib/api-client/show-problem'
import { Button } from '@/components/ui/button'
import { Field, FormError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { useHydrated } from '@/hooks/use-hydrated'
import { api } from '@/lib/api-client/client'

const resolver = lazyResolver<{ email: string }>((checks) => checks.signUp)

export function SignUpForm() {
  const hydrated = useHydrated()
  const [sent, setSent] = useState<{ email: string; inbox: string | undefined } | null>(null)
  const form = useForm({ resolver, defaultValues: { email: '' } })
  const { errors, isSubmitting } = form.formState

  const submit = form.handleSubmit(async ({ email }) => {
    const result = await api.signUp.start({ email })
    if (result.ok) setSent({ email, inbox: result.data.inbox })
    else showProblem(form, result.problem)
  })

  if (sent) return <CheckMail email={sent.email} inbox={sent.inbox} onBack={() => setSent(null)} />

  return (
    <>
      <AuthHeading title="Create an account">
        <AuthSwitch question="Already here?" href="/sign-in" action="Sign in" />
      </AuthHeading>
      <AuthForm onSubmit={submit}>
        <FormError title={errors.root?.message} />
        <Field label="E-mail" error={errors.email?.message} hint="We send a link. Name and password come after it.">
          {(control) => <Input {...control} {...form.register('email')} type="email" size="lg" autoComplete="email" />}
        </Field>
        <Button type="submit" size="lg" disabled={!hydrated} pending={isSubmitting}>
          Send me the link
        </Button>
      </AuthForm>
    </>
  )
}

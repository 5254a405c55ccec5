'use client'

import { useState } from 'react'
import { useForm } from 'react-hook-form'
import { AuthForm } from '@/components/auth/auth-form'
import { AuthHeading } from '@/components/auth/auth-heading'
import { DeadLink, type DeadLinkReason } from '@/components/auth/dead-link'
import { lazyResolver } from '@/components/auth/lazy-checks'
import { PasswordInput } from '@/components/auth/password-input'
import { showProblem } from '@/lib/api-client/show-problem'
import { useFragmentToken } from '@/components/auth/use-fragment-token'
import { Button } from '@/components/ui/button'
import { Field, FormError } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { api } from '@/lib/api-client/client'

const resolver = lazyResolver<{ name: string; password: string }>((checks) => checks.completeSignUp)

/** Opening the page spends nothing; sending the form spends the link. */
export function CompleteSignUpForm({ passwordMin }: { passwordMin: number }) {
  const token = useFragmentToken()
  const [dead, setDead] = useState<DeadLinkReason | null>(null)
  const form = useForm({ resolver, defaultValues: { name: '', password: '' } })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState

  const submit = form.handleSubmit(async (values) => {
    if (!token) return
    const result = await api.signUp.complete({ ...values, token })
    if (result.ok) window.location.assign(result.data.signedIn ? '/dashboard' : '/sign-in')
    else if (result.problem.status === 410) setDead('spent')
    else if (result.problem.status === 409) setDead('taken')
    else showProblem(form, result.problem)
  })

  if (dead ?? token === null) return <DeadLink reason={dead ?? 'missing'} />

  return (
    <>
      <AuthHeading title="Finish your account">
        <p>Your address is proved. Two things are left.</p>
      </AuthHeading>
      <AuthForm onSubmit={submit}>
        <FormError title={errors.root?.message} />
        <Field label="Name" error={errors.name?.message} hint="Shown beside your posts.">
          {(control) => <Input {...control} {...form.register('name')} size="lg" autoComplete="name" />}
        </Field>
        <Field label="Password" error={errors.password?.message} hint={`At least ${passwordMin} characters.`}>
          {(control) => (
            <PasswordInput {...control} {...form.register('password')} size="lg" autoComplete="new-password" />
          )}
        </Field>
        <Button type="submit" size="lg" disabled={!token} pending={isSubmitting || (isSubmitSuccessful && !dead)}>
          Create account
        </Button>
      </AuthForm>
    </>
  )
}

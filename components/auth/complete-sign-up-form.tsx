'use client'

import Link from 'next/link'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { AuthHeading } from '@/components/auth/auth-heading'
import { DeadLink, Outcome } from '@/components/auth/outcome'
import { PasswordInput } from '@/components/auth/password-input'
import { useApiForm } from '@/components/auth/use-api-form'
import { useFragmentToken, useOutcomeOf } from '@/components/auth/use-fragment-token'
import { buttonVariants } from '@/components/ui/button-variants'
import { Field } from '@/components/ui/field'
import { inputVariants } from '@/components/ui/input-variants'
import { api } from '@/lib/api-client/client'

/** Opening the page spends nothing; sending the form spends the link. */
export function CompleteSignUpForm({ passwordMin }: { passwordMin: number }) {
  const token = useFragmentToken()
  const [dead, setDead] = useOutcomeOf<'spent' | 'taken'>(token)
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.completeSignUp,
    defaultValues: { name: '', password: '' },
    send: (values: { name: string; password: string }) => api.signUp.complete({ ...values, token: token ?? '' }),
    leaves: true,
    onDone: ({ signedIn }) => window.location.assign(signedIn ? '/dashboard' : '/sign-in'),
    onProblem: ({ status }) => {
      if (status === 410) setDead('spent')
      if (status === 409) setDead('taken')
      return status === 410 || status === 409
    },
  })

  if (dead === 'taken') return <AddressTaken />
  if (dead ?? token === null) return <DeadLink reason={dead ?? 'missing'} href="/sign-up" />

  return (
    <>
      <AuthHeading title="Finish your account">
        <p>Your address is proved. Two things are left.</p>
      </AuthHeading>
      <AuthForm onSubmit={submit} error={errors.root?.message}>
        <Field label="Name" error={errors.name?.message} hint="Shown beside your posts.">
          {(control) => (
            <input
              {...control}
              {...form.register('name')}
              className={inputVariants({ size: 'lg' })}
              autoComplete="name"
            />
          )}
        </Field>
        <Field label="Password" error={errors.password?.message} hint={`At least ${passwordMin} characters.`}>
          {(control) => (
            <PasswordInput {...control} {...form.register('password')} size="lg" autoComplete="new-password" />
          )}
        </Field>
        <SubmitButton size="lg" disabled={!token} pending={pending}>
          Create account
        </SubmitButton>
      </AuthForm>
    </>
  )
}

function AddressTaken() {
  const sentence = 'This address was registered in the meantime. Sign in with its password.'
  return (
    <Outcome title="You already have an account" sentence={sentence} alert>
      <Link href="/sign-in" prefetch={false} className={buttonVariants({ size: 'lg' })}>
        Sign in
      </Link>
    </Outcome>
  )
}

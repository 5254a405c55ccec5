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
import { api } from '@/lib/api-client/client'

/** Behind the link of a lost password, and behind an invitation: both choose the password that counts from now on. */
export function ResetPasswordForm({ passwordMin }: { passwordMin: number }) {
  const token = useFragmentToken()
  const [end, setEnd] = useOutcomeOf<'done' | 'spent'>(token)
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.resetPassword,
    defaultValues: { password: '' },
    send: ({ password }: { password: string }) => api.auth.resetPassword({ password, token: token ?? '' }),
    onDone: () => setEnd('done'),
    onProblem: ({ status }) => {
      if (status === 410) setEnd('spent')
      return status === 410
    },
  })

  if (end === 'done') return <PasswordSet />
  if (end ?? token === null) return <DeadLink reason={end ?? 'missing'} href="/forgot-password" />

  return (
    <>
      <AuthHeading title="Choose your password">
        <p>It counts from now on. Wherever this account was signed in, it is signed out.</p>
      </AuthHeading>
      <AuthForm onSubmit={submit} error={errors.root?.message}>
        <Field label="New password" error={errors.password?.message} hint={`At least ${passwordMin} characters.`}>
          {(control) => (
            <PasswordInput {...control} {...form.register('password')} size="lg" autoComplete="new-password" />
          )}
        </Field>
        <SubmitButton size="lg" disabled={!token} pending={pending}>
          Set password
        </SubmitButton>
      </AuthForm>
    </>
  )
}

function PasswordSet() {
  return (
    <Outcome title="Your password is set" sentence="Sign in with it, here and everywhere else.">
      <Link href="/sign-in" prefetch={false} className={buttonVariants({ size: 'lg' })}>
        Sign in
      </Link>
    </Outcome>
  )
}

'use client'

import { toast } from 'sonner'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { PasswordInput } from '@/components/auth/password-input'
import { useRecentSession } from '@/components/auth/sign-in-again'
import { useApiForm } from '@/components/auth/use-api-form'
import { Field } from '@/components/ui/field'
import { api } from '@/lib/api-client/client'

type PasswordFormProps = { email: string; passwordMin: number }

export function PasswordForm({ email, passwordMin }: PasswordFormProps) {
  const recently = useRecentSession()
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.changePassword,
    defaultValues: { currentPassword: '', newPassword: '' },
    send: (values: { currentPassword: string; newPassword: string }) => recently(() => api.me.changePassword(values)),
    onDone: () => {
      form.reset()
      toast.success('Password changed. Every other browser is signed out.')
    },
  })
  return (
    <AuthForm onSubmit={submit} error={errors.root?.message} className="max-w-96">
      {/* Tells a password manager whose password this is. */}
      <input type="text" name="username" autoComplete="username" value={email} readOnly hidden />
      <Field label="Current password" error={errors.currentPassword?.message}>
        {(control) => (
          <PasswordInput {...control} {...form.register('currentPassword')} autoComplete="current-password" />
        )}
      </Field>
      <Field label="New password" error={errors.newPassword?.message} hint={`At least ${passwordMin} characters.`}>
        {(control) => <PasswordInput {...control} {...form.register('newPassword')} autoComplete="new-password" />}
      </Field>
      <SubmitButton pending={pending} className="justify-self-start">
        Change password
      </SubmitButton>
    </AuthForm>
  )
}

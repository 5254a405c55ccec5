'use client'

import { useState, type ReactNode } from 'react'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { useApiForm } from '@/components/auth/use-api-form'
import { buttonVariants } from '@/components/ui/button-variants'
import { Field } from '@/components/ui/field'
import { inputVariants } from '@/components/ui/input-variants'
import { PlainButton } from '@/components/ui/plain-button'
import { api } from '@/lib/api-client/client'

const kinds = {
  totp: {
    label: 'Code from your app',
    hint: 'Six digits. A new one comes every 30 seconds.',
    mode: 'numeric',
    send: api.auth.verifyTotp,
  },
  backup: {
    label: 'Backup code',
    hint: 'One of those you stored. Each works once.',
    mode: 'text',
    send: api.auth.verifyBackupCode,
  },
} as const

type CodeFormProps = { submitLabel: string; onSignedIn: () => void; onExpired: () => void; footer?: ReactNode }

/** The second step of signing in. */
export function CodeForm({ submitLabel, onSignedIn, onExpired, footer }: CodeFormProps) {
  const [kind, setKind] = useState<keyof typeof kinds>('totp')
  const { label, hint, mode, send } = kinds[kind]
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.code,
    defaultValues: { code: '' },
    send,
    onDone: onSignedIn,
    onProblem: (problem) => {
      if (problem.status === 410) onExpired()
      else if (problem.status === 401 || problem.status === 422) {
        form.setError('code', { message: problem.detail }, { shouldFocus: true })
      } else return false
      return true
    },
  })
  const switchKind = () => {
    setKind(kind === 'totp' ? 'backup' : 'totp')
    form.reset()
    form.setFocus('code')
  }

  return (
    <AuthForm onSubmit={submit} error={errors.root?.message}>
      <Field label={label} hint={hint} error={errors.code?.message}>
        {(control) => (
          <input
            {...control}
            {...form.register('code')}
            inputMode={mode}
            autoComplete="one-time-code"
            autoCapitalize="off"
            spellCheck={false}
            className={inputVariants({ size: 'lg', className: 'font-mono tracking-[0.08em]' })}
          />
        )}
      </Field>
      <SubmitButton size="lg" pending={pending}>
        {submitLabel}
      </SubmitButton>
      <PlainButton className={buttonVariants({ variant: 'ghost' })} onClick={switchKind} disabled={pending}>
        {kind === 'totp' ? 'Use a backup code' : 'Use the code from your app'}
      </PlainButton>
      {footer}
    </AuthForm>
  )
}

'use client'

import { useState, type ReactNode } from 'react'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { AuthHeading } from '@/components/auth/auth-heading'
import { CheckMail } from '@/components/auth/check-mail'
import { useApiForm } from '@/components/auth/use-api-form'
import { Field } from '@/components/ui/field'
import { inputVariants } from '@/components/ui/input-variants'
import { api } from '@/lib/api-client/client'

const kinds = {
  'sign-up': {
    title: 'Create an account',
    hint: 'We send a link. Name and password come after it.',
    send: api.signUp.start,
    sent: (address: ReactNode) => (
      <>We have written to {address}. The link in it is good for 24 hours and works once.</>
    ),
  },
  reset: {
    title: 'Forgot your password?',
    hint: 'We send a link to choose a new one.',
    send: api.auth.requestPasswordReset,
    sent: (address: ReactNode) => (
      <>If {address} has an account, a link is on its way there. It is good for 10 minutes and works once.</>
    ),
  },
}

/** One address in, one mail out: how an account begins, and how a lost password is replaced. */
export function MailLinkForm({ kind, children }: { kind: keyof typeof kinds; children: ReactNode }) {
  const { title, hint, send, sent } = kinds[kind]
  const [mail, setMail] = useState<{ email: string; inbox: string | undefined } | null>(null)
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.onlyEmail,
    defaultValues: { email: '' },
    send,
    onDone: ({ inbox }, { email }) => setMail({ email, inbox }),
  })

  if (mail) {
    return (
      <CheckMail inbox={mail.inbox} onBack={() => setMail(null)}>
        {sent(<b>{mail.email}</b>)}
      </CheckMail>
    )
  }

  return (
    <>
      <AuthHeading title={title}>{children}</AuthHeading>
      <AuthForm onSubmit={submit} error={errors.root?.message}>
        <Field label="E-mail" error={errors.email?.message} hint={hint}>
          {(control) => (
            <input
              {...control}
              {...form.register('email')}
              type="email"
              className={inputVariants({ size: 'lg' })}
              autoComplete="email"
            />
          )}
        </Field>
        <SubmitButton size="lg" pending={pending}>
          Send me the link
        </SubmitButton>
      </AuthForm>
    </>
  )
}

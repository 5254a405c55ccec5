'use client'

import { useState } from 'react'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { InboxNote } from '@/components/auth/check-mail'
import { useRecentSession } from '@/components/auth/sign-in-again'
import { useApiForm } from '@/components/auth/use-api-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { api } from '@/lib/api-client/client'

/** Nothing changes before both addresses have agreed. */
export function EmailForm({ email }: { email: string }) {
  const recently = useRecentSession()
  const [asked, setAsked] = useState<{ email: string; inbox: string | undefined } | null>(null)
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.changeEmail,
    defaultValues: { email: '' },
    send: (values: { email: string }) => recently(() => api.me.changeEmail(values)),
    onDone: ({ inbox }, values) => {
      setAsked({ email: values.email, inbox })
      form.reset()
    },
  })
  return (
    <AuthForm onSubmit={submit} error={errors.root?.message} className="max-w-96">
      <p className="text-sm">
        Now <b className="font-medium wrap-anywhere">{email}</b>
      </p>
      <Field label="New address" error={errors.email?.message}>
        {(control) => <Input {...control} {...form.register('email')} type="email" autoComplete="email" />}
      </Field>
      <SubmitButton pending={pending} className="justify-self-start">
        Change address
      </SubmitButton>
      <div role="status" className="grid gap-3 empty:absolute">
        {asked ? (
          <>
            <p className="text-sm wrap-anywhere">
              We have written to {email} and to {asked.email}. Open the link in both mails, in any order; until then
              nothing changes.
            </p>
            <InboxNote inbox={asked.inbox} />
          </>
        ) : null}
      </div>
    </AuthForm>
  )
}

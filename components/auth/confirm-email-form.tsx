'use client'

import Link from 'next/link'
import { useForm } from 'react-hook-form'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { AuthHeading } from '@/components/auth/auth-heading'
import { DeadLink, Outcome } from '@/components/auth/outcome'
import { useFragmentToken, useOutcomeOf } from '@/components/auth/use-fragment-token'
import { buttonVariants } from '@/components/ui/button-variants'
import { api } from '@/lib/api-client/client'

const outcomes = {
  waiting: {
    title: 'One more to go',
    sentence: 'This address has agreed. The change is made when the link in the other mail is opened, too.',
  },
  changed: {
    title: 'Your address is changed',
    sentence: 'From now on you sign in with the new one, and mails go there.',
  },
}

/** Both addresses agree to a change, each by a press: a program that opens links in mails agrees to nothing. */
export function ConfirmEmailForm() {
  const token = useFragmentToken()
  const [end, setEnd] = useOutcomeOf<keyof typeof outcomes | 'spent'>(token)
  const { formState, handleSubmit, setError } = useForm()

  const submit = handleSubmit(async () => {
    const result = await api.me.confirmEmail({ token: token ?? '' })
    if (result.ok) setEnd(result.data.status)
    else if (result.problem.status === 410) setEnd('spent')
    else setError('root', { message: result.problem.detail })
  })

  if (end === 'spent' || token === null) {
    return <DeadLink reason={end === 'spent' ? 'spent' : 'missing'} href="/settings/security" />
  }
  if (end) {
    return (
      <Outcome {...outcomes[end]}>
        <Link href="/settings/security" prefetch={false} className={buttonVariants({ variant: 'outline', size: 'lg' })}>
          Go to your settings
        </Link>
      </Outcome>
    )
  }
  return (
    <>
      <AuthHeading title="Change of address">
        <p>
          Somebody, probably you, asked that an account moves to another e-mail address. Both addresses have to agree.
        </p>
      </AuthHeading>
      <AuthForm onSubmit={submit} error={formState.errors.root?.message}>
        <SubmitButton size="lg" disabled={!token} pending={formState.isSubmitting}>
          I agree to the change
        </SubmitButton>
      </AuthForm>
    </>
  )
}

'use client'

import { createContext, use, useCallback, useRef, useState, type ReactNode } from 'react'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { CodeForm } from '@/components/auth/code-form'
import { PasswordInput } from '@/components/auth/password-input'
import { useApiForm } from '@/components/auth/use-api-form'
import { Dialog, DialogContent, DialogDescription, DialogTitle } from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { api, type ApiResult } from '@/lib/api-client/client'

const Ask = createContext<() => Promise<boolean>>(() => Promise.resolve(false))

/**
 * Runs an operation that wants a recent sign-in. Where the server asks for one, the person proves who they are in a dialog and
 * the operation runs once more; the form behind it keeps what was typed.
 */
export function useRecentSession() {
  const ask = use(Ask)
  return useCallback(
    async <Data,>(act: () => Promise<ApiResult<Data>>): Promise<ApiResult<Data>> => {
      const result = await act()
      const isStale = !result.ok && result.problem.type.endsWith('sign-in-again')
      return isStale && (await ask()) ? act() : result
    },
    [ask],
  )
}

/** Holds the one dialog of the pages below it. */
export function SignInAgain({ children }: { children: ReactNode }) {
  const [open, setOpen] = useState(false)
  const waiting = useRef<((signedIn: boolean) => void)[]>([])

  const ask = useCallback(() => {
    setOpen(true)
    return new Promise<boolean>((resolve) => waiting.current.push(resolve))
  }, [])
  const close = (signedIn: boolean) => {
    setOpen(false)
    for (const resolve of waiting.current.splice(0)) resolve(signedIn)
  }

  return (
    <Ask value={ask}>
      {children}
      <Dialog open={open} onOpenChange={(next) => (next ? null : close(false))}>
        <DialogContent className="pb-5">
          <DialogTitle>Is it you?</DialogTitle>
          <DialogDescription>
            This needs a sign-in of the last 15 minutes. It goes on where you were, and nothing you typed is lost.
          </DialogDescription>
          <div className="px-5 pt-4">
            <Steps onSignedIn={() => close(true)} />
          </div>
        </DialogContent>
      </Dialog>
    </Ask>
  )
}

/** Password, and the code where two-factor is on. */
function Steps({ onSignedIn }: { onSignedIn: () => void }) {
  const [step, setStep] = useState<'password' | 'code'>('password')
  const email = useRef<string>(undefined)
  /** As whoever is signed in now, whose address may have changed since the page was made. */
  const signInAgain = async ({ password }: { password: string }) => {
    if (email.current === undefined) {
      const me = await api.me.get()
      if (!me.ok) return me
      email.current = me.data.email
    }
    return api.auth.signIn({ email: email.current, password })
  }
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.onlyPassword,
    defaultValues: { password: '' },
    send: signInAgain,
    onDone: ({ signedIn }) => (signedIn ? onSignedIn() : setStep('code')),
    onProblem: ({ status }) => {
      if (status !== 401) return false
      form.setError('password', { message: 'This is not your password.' }, { shouldFocus: true })
      return true
    },
  })
  if (step === 'code') {
    return <CodeForm submitLabel="Go on" onSignedIn={onSignedIn} onExpired={() => setStep('password')} />
  }
  return (
    <AuthForm onSubmit={submit} error={errors.root?.message}>
      <Field
        label="Password"
        error={errors.password?.message}
        hint="Without one, choose it first: “Forgot password?” on the sign-in page."
      >
        {(control) => (
          <PasswordInput {...control} {...form.register('password')} size="lg" autoComplete="current-password" />
        )}
      </Field>
      <SubmitButton size="lg" pending={pending}>
        Go on
      </SubmitButton>
    </AuthForm>
  )
}

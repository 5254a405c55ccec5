'use client'

import { Download } from 'lucide-react'
import { useState } from 'react'
import { useForm, useWatch } from 'react-hook-form'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { useRecentSession } from '@/components/auth/sign-in-again'
import { saveFile } from '@/components/users/save-file'
import { Button } from '@/components/ui/button'
import {
  Dialog,
  DialogContent,
  DialogDescription,
  DialogFooter,
  DialogTitle,
  DialogTrigger,
} from '@/components/ui/dialog'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { toastError } from '@/components/ui/toaster'
import { useHydrated } from '@/hooks/use-hydrated'
import { api } from '@/lib/api-client/client'
import { showProblem } from '@/lib/api-client/show-problem'

/** Everything stored about the person, as one file. */
export function ExportButton() {
  const hydrated = useHydrated()
  const recently = useRecentSession()
  const [pending, setPending] = useState(false)
  const download = async () => {
    setPending(true)
    const result = await recently(api.me.export)
    setPending(false)
    if (result.ok) {
      const day = new Date().toISOString().slice(0, 10)
      saveFile(`account-${day}.json`, JSON.stringify(result.data, null, 2), 'application/json')
    } else if (!result.problem.type.endsWith('sign-in-again')) toastError(`Not downloaded: ${result.problem.detail}`)
  }
  return (
    <Button variant="outline" disabled={!hydrated} pending={pending} onClick={() => void download()}>
      <Download aria-hidden="true" />
      Download your data
    </Button>
  )
}

export function DeleteAccount({ email }: { email: string }) {
  const hydrated = useHydrated()
  return (
    <Dialog>
      <DialogTrigger asChild>
        <Button variant="destructive" disabled={!hydrated}>
          Delete account…
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogTitle>Delete your account?</DialogTitle>
        <DialogDescription>
          Your posts, their readers’ counts, your keys and everything else of yours are deleted at once. Nobody can
          bring them back.
        </DialogDescription>
        <div className="px-5 pt-3.5">
          <ExportButton />
        </div>
        <DeleteForm email={email} />
      </DialogContent>
    </Dialog>
  )
}

function DeleteForm({ email }: { email: string }) {
  const recently = useRecentSession()
  const form = useForm({ defaultValues: { confirm: '' } })
  const { errors, isSubmitting, isSubmitSuccessful } = form.formState
  const isRight = useWatch({ control: form.control, name: 'confirm' }).trim().toLowerCase() === email.toLowerCase()

  const submit = form.handleSubmit(async ({ confirm }) => {
    const result = await recently(() => api.me.delete({ confirm: confirm.trim() }))
    if (result.ok) window.location.replace('/')
    else showProblem(form, result.problem)
  })
  return (
    <AuthForm onSubmit={submit} error={errors.root?.message} className="px-5 pt-4">
      <Field
        label={
          <>
            Type <code className="wrap-anywhere">{email}</code> to confirm
          </>
        }
        error={errors.confirm?.message}
      >
        {(control) => <Input {...control} {...form.register('confirm')} autoComplete="off" spellCheck={false} />}
      </Field>
      <DialogFooter className="-mx-5" cancel="Keep it">
        <SubmitButton variant="destructive-solid" disabled={!isRight} pending={isSubmitting || isSubmitSuccessful}>
          Delete account
        </SubmitButton>
      </DialogFooter>
    </AuthForm>
  )
}

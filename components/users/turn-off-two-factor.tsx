'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { PasswordInput } from '@/components/auth/password-input'
import { useRecentSession } from '@/components/auth/sign-in-again'
import { useApiForm } from '@/components/auth/use-api-form'
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
import { useHydrated } from '@/hooks/use-hydrated'
import { api } from '@/lib/api-client/client'

export function TurnOffTwoFactor() {
  const hydrated = useHydrated()
  const router = useRouter()
  const [open, setOpen] = useState(false)
  const done = () => {
    setOpen(false)
    toast.success('Two-factor is off')
    router.refresh()
  }
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button variant="destructive" disabled={!hydrated}>
          Turn off
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogTitle>Turn two-factor off?</DialogTitle>
        <DialogDescription>
          Then the password alone signs you in, and the backup codes no longer work.
        </DialogDescription>
        <TurnOffForm onDone={done} />
      </DialogContent>
    </Dialog>
  )
}

function TurnOffForm({ onDone }: { onDone: () => void }) {
  const recently = useRecentSession()
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.onlyPassword,
    defaultValues: { password: '' },
    send: (values: { password: string }) => recently(() => api.twoFactor.turnOff(values)),
    onDone,
  })
  return (
    <AuthForm onSubmit={submit} error={errors.root?.message} className="px-5 pt-4">
      <Field label="Password" error={errors.password?.message}>
        {(control) => <PasswordInput {...control} {...form.register('password')} autoComplete="current-password" />}
      </Field>
      <DialogFooter className="-mx-5" cancel="Keep it on">
        <SubmitButton variant="destructive-solid" pending={pending}>
          Turn off
        </SubmitButton>
      </DialogFooter>
    </AuthForm>
  )
}

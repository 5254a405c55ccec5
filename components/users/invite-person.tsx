'use client'

import { Plus } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
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
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { useHydrated } from '@/hooks/use-hydrated'
import { api, submission } from '@/lib/api-client/client'

type Values = { email: string; name: string; role: 'user' | 'admin' }

export function InvitePerson() {
  const hydrated = useHydrated()
  const [open, setOpen] = useState(false)
  return (
    <Dialog open={open} onOpenChange={setOpen}>
      <DialogTrigger asChild>
        <Button disabled={!hydrated}>
          <Plus aria-hidden="true" />
          Invite
        </Button>
      </DialogTrigger>
      <DialogContent>
        <DialogTitle>Invite a person</DialogTitle>
        <DialogDescription>
          The account is there at once, on your word that the address is theirs. A mail brings them a link that sets
          their password.
        </DialogDescription>
        <InvitationForm onDone={() => setOpen(false)} />
      </DialogContent>
    </Dialog>
  )
}

function InvitationForm({ onDone }: { onDone: () => void }) {
  const router = useRouter()
  const recently = useRecentSession()
  const [once] = useState(submission)
  const { form, errors, submit, pending } = useApiForm<Values, { name: string; invited: boolean }>({
    check: (checks) => checks.invitation,
    defaultValues: { email: '', name: '', role: 'user' },
    send: (values) => recently(() => once(values, api.users.create)),
    onDone: ({ name, invited }) => {
      if (invited) toast.success(`${name} is invited`, { description: 'The link is good for a day.' })
      else toast.warning(`${name} has an account and no link: this server sends no mail`)
      router.refresh()
      onDone()
    },
  })
  return (
    <AuthForm onSubmit={submit} error={errors.root?.message} className="px-5 pt-4">
      <Field label="E-mail" error={errors.email?.message}>
        {(control) => <Input {...control} {...form.register('email')} type="email" autoComplete="off" />}
      </Field>
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="off" />}
      </Field>
      <Field label="Role" error={errors.role?.message}>
        {(control) => (
          <NativeSelect {...control} {...form.register('role')}>
            <option value="user">User</option>
            <option value="admin">Admin</option>
          </NativeSelect>
        )}
      </Field>
      <DialogFooter className="-mx-5" cancel="Cancel">
        <SubmitButton pending={pending}>Invite</SubmitButton>
      </DialogFooter>
    </AuthForm>
  )
}

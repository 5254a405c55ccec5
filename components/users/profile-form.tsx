'use client'

import { useRouter } from 'next/navigation'
import { useWatch } from 'react-hook-form'
import { toast } from 'sonner'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { useApiForm } from '@/components/auth/use-api-form'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { Amount } from '@/components/ui/moment'
import { Textarea } from '@/components/ui/textarea'
import { api } from '@/lib/api-client/client'

type ProfileFormProps = { name: string; bio: string; bioMax: number }

export function ProfileForm({ name, bio, bioMax }: ProfileFormProps) {
  const router = useRouter()
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.profile,
    defaultValues: { name, bio },
    send: api.me.update,
    onDone: () => {
      toast.success('Profile saved')
      router.refresh()
    },
  })
  const length = useWatch({ control: form.control, name: 'bio' }).length
  return (
    <AuthForm onSubmit={submit} error={errors.root?.message} className="max-w-120">
      <Field label="Name" error={errors.name?.message}>
        {(control) => <Input {...control} {...form.register('name')} autoComplete="name" />}
      </Field>
      <Field
        label="About you"
        error={errors.bio?.message}
        hint="A sentence or two, as plain text."
        aside={
          <span className={`font-mono text-label ${length > bioMax ? 'text-destructive' : 'text-muted-foreground'}`}>
            <Amount of={length} /> of {bioMax}
          </span>
        }
      >
        {(control) => <Textarea {...control} {...form.register('bio')} rows={4} />}
      </Field>
      <SubmitButton pending={pending} className="justify-self-start">
        Save profile
      </SubmitButton>
    </AuthForm>
  )
}

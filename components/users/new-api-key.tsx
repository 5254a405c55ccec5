'use client'

import { useRouter } from 'next/navigation'
import { useState, type ComponentProps, type ReactNode } from 'react'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { useRecentSession } from '@/components/auth/sign-in-again'
import { useApiForm } from '@/components/auth/use-api-form'
import { CopyButton } from '@/components/ui/copy-button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { NativeSelect } from '@/components/ui/native-select'
import { Plate } from '@/components/ui/plate'
import { SecretLine, ShownOnce } from '@/components/ui/shown-once'
import { api, submission } from '@/lib/api-client/client'

const mayLabels = { read: 'Read', write: 'Read and write' }
const endLabels = { '90': 'In 90 days', '365': 'In a year', never: 'Never' }

type Values = { name: string; may: keyof typeof mayLabels; ends: keyof typeof endLabels }

const toInput = ({ name, may, ends }: Values): Parameters<typeof api.apiKeys.create>[0] => ({
  name,
  scopes: may === 'read' ? ['read'] : ['read', 'write'],
  ...(ends === 'never' ? {} : { expiresInDays: Number(ends) }),
})

/** The form above the list that it adds to, and over both the key that was just made. */
export function NewApiKey({ children }: { children: ReactNode }) {
  const router = useRouter()
  const recently = useRecentSession()
  const [createOnce] = useState(submission)
  const [fresh, setFresh] = useState<{ name: string; key: string } | null>(null)
  const { form, errors, submit, pending } = useApiForm<Values, { name: string; key: string }>({
    check: (checks) => checks.apiKey,
    defaultValues: { name: '', may: 'read', ends: '90' },
    send: (values) => recently(() => createOnce(toInput(values), api.apiKeys.create)),
    onDone: ({ name, key }) => {
      setFresh({ name, key })
      form.reset()
      router.refresh()
    },
  })
  return (
    <>
      {fresh ? <FreshKey key={fresh.key} fresh={fresh} onStored={() => setFresh(null)} /> : null}
      <Plate className="divide-y">
        <AuthForm
          onSubmit={submit}
          error={errors.root?.message}
          className="grid-cols-2 items-start gap-3! p-4 sm:px-5 sm:py-[1.125rem] lg:grid-cols-[minmax(0,1fr)_11rem_11rem_auto] [&>[role=alert]]:col-span-full"
        >
          <Field label="Name" error={errors.name?.message} className="max-lg:col-span-full">
            {(control) => (
              <Input {...control} {...form.register('name')} placeholder="What will use it" autoComplete="off" />
            )}
          </Field>
          <ChoiceField label="May" options={mayLabels} {...form.register('may')} />
          <ChoiceField label="Ends" options={endLabels} {...form.register('ends')} />
          <SubmitButton pending={pending} className="max-lg:col-span-full lg:mt-[1.5625rem]">
            Create key
          </SubmitButton>
        </AuthForm>
        {children}
      </Plate>
    </>
  )
}

type ChoiceFieldProps = ComponentProps<'select'> & { label: string; options: Record<string, string> }

function ChoiceField({ label, options, ...props }: ChoiceFieldProps) {
  return (
    <Field label={label}>
      {(control) => (
        <NativeSelect {...control} {...props}>
          {Object.entries(options).map(([value, words]) => (
            <option key={value} value={value}>
              {words}
            </option>
          ))}
        </NativeSelect>
      )}
    </Field>
  )
}

type FreshKeyProps = { fresh: { name: string; key: string }; onStored: () => void }

function FreshKey({ fresh: { name, key }, onStored }: FreshKeyProps) {
  return (
    <ShownOnce
      title={`Copy “${name}” now`}
      sentence="This is the only time the whole key is shown. We keep a hash of it, which cannot be turned back."
      onStored={onStored}
      aside={<span className="font-mono text-label">Authorization: Bearer {key.slice(0, 7)}…</span>}
    >
      <SecretLine text={key}>
        <CopyButton text={key} what="the key" />
      </SecretLine>
    </ShownOnce>
  )
}

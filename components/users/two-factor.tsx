'use client'

import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { toast } from 'sonner'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { useRecentSession } from '@/components/auth/sign-in-again'
import { useApiForm } from '@/components/auth/use-api-form'
import { BackupCodes } from '@/components/users/backup-codes'
import { TurnOffTwoFactor } from '@/components/users/turn-off-two-factor'
import { Badge } from '@/components/ui/badge'
import { Button, buttonVariants } from '@/components/ui/button'
import { Field } from '@/components/ui/field'
import { Input } from '@/components/ui/input'
import { CopyButton } from '@/components/ui/copy-button'
import { toastError } from '@/components/ui/toaster'
import { useHydrated } from '@/hooks/use-hydrated'
import { api, type ApiResult } from '@/lib/api-client/client'

type Setup = { secret: string; uri: string; qr: string }
type Step = { kind: 'rest' } | { kind: 'scan'; setup: Setup } | { kind: 'store'; codes: readonly string[] }

/** Turning it on takes three steps, and only the last of them can be left by more than one way. */
export function TwoFactor({ enabled, email }: { enabled: boolean; email: string }) {
  const router = useRouter()
  const [step, setStep] = useState<Step>({ kind: 'rest' })
  const { pending, run } = useRun()

  if (step.kind === 'scan') {
    return (
      <Scan
        setup={step.setup}
        onCodes={(codes) => setStep({ kind: 'store', codes })}
        onCancel={() => setStep({ kind: 'rest' })}
      />
    )
  }
  if (step.kind === 'store') {
    const done = () => {
      setStep({ kind: 'rest' })
      router.refresh()
    }
    return <BackupCodes codes={step.codes} email={email} onStored={done} />
  }
  const turnOn = () => run(api.twoFactor.start, (setup) => setStep({ kind: 'scan', setup }))
  const renew = () => run(api.twoFactor.renewCodes, ({ backupCodes }) => setStep({ kind: 'store', codes: backupCodes }))
  return (
    <div className="grid justify-items-start gap-3.5">
      <Badge status={enabled ? 'published' : 'draft'}>{enabled ? 'On' : 'Off'}</Badge>
      {enabled ? (
        <div className="flex flex-wrap gap-2">
          <RunButton pending={pending} onPress={renew}>
            New backup codes
          </RunButton>
          <TurnOffTwoFactor />
        </div>
      ) : (
        <RunButton pending={pending} onPress={turnOn}>
          Turn on
        </RunButton>
      )}
    </div>
  )
}

type RunButtonProps = { pending: boolean; onPress: () => Promise<void>; children: string }

function RunButton({ pending, onPress, children }: RunButtonProps) {
  const hydrated = useHydrated()
  return (
    <Button variant="outline" disabled={!hydrated} pending={pending} onClick={() => void onPress()}>
      {children}
    </Button>
  )
}

function useRun() {
  const recently = useRecentSession()
  const [pending, setPending] = useState(false)
  const run = async <Data,>(act: () => Promise<ApiResult<Data>>, onDone: (data: Data) => void) => {
    setPending(true)
    const result = await recently(act)
    setPending(false)
    if (result.ok) onDone(result.data)
    else if (!result.problem.type.endsWith('sign-in-again')) toastError(result.problem.detail)
  }
  return { pending, run }
}

type ScanProps = { setup: Setup; onCodes: (codes: readonly string[]) => void; onCancel: () => void }

function Scan({ setup, onCodes, onCancel }: ScanProps) {
  const recently = useRecentSession()
  const { form, errors, submit, pending } = useApiForm({
    check: (checks) => checks.code,
    defaultValues: { code: '' },
    send: (values: { code: string }) => recently(() => api.twoFactor.confirm(values)),
    onDone: ({ backupCodes }) => {
      toast.success('Two-factor is on')
      onCodes(backupCodes)
    },
  })
  return (
    <AuthForm onSubmit={submit} error={errors.root?.message}>
      <SecretPicture setup={setup} />
      <Field
        label="Code from your app"
        error={errors.code?.message}
        hint="Six digits, to see that it works."
        className="max-w-60"
      >
        {(control) => (
          <Input
            {...control}
            {...form.register('code')}
            inputMode="numeric"
            autoComplete="one-time-code"
            autoFocus
            className="font-mono tracking-[0.08em]"
          />
        )}
      </Field>
      <div className="flex flex-wrap gap-2">
        <SubmitButton pending={pending}>Turn on</SubmitButton>
        <Button variant="ghost" onClick={onCancel} disabled={pending}>
          Not now
        </Button>
      </div>
    </AuthForm>
  )
}

function SecretPicture({ setup: { secret, uri, qr } }: { setup: Setup }) {
  return (
    <div className="flex flex-wrap gap-5">
      <img src={qr} alt="The code to scan" className="size-40 rounded-md border bg-white p-2" />
      <div className="grid min-w-0 flex-1 basis-60 content-start gap-2 text-sm">
        <p>Scan this with an authenticator app, or type the secret into it:</p>
        <div className="flex items-center gap-2">
          <code className="min-w-0 wrap-anywhere">{secret}</code>
          <CopyButton
            text={secret}
            what="the secret"
            className={buttonVariants({ variant: 'outline', size: 'sm', className: 'ml-auto' })}
          />
        </div>
        <a href={uri} className="justify-self-start marked-link">
          Open an app on this device
        </a>
      </div>
    </div>
  )
}

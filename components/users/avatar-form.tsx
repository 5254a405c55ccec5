'use client'

import { useRouter } from 'next/navigation'
import { useEffect, useId, useState, type ComponentProps } from 'react'
import { toast } from 'sonner'
import { AuthForm, SubmitButton } from '@/components/auth/auth-form'
import { Avatar } from '@/components/ui/avatar'
import { Button } from '@/components/ui/button'
import { useHydrated } from '@/hooks/use-hydrated'
import { api, type ApiResult } from '@/lib/api-client/client'

type AvatarFormProps = { name: string; image: string | null; accept: string; hint: string }

/** Chosen, looked at, then sent: nothing is replaced by a wrong press. */
export function AvatarForm({ name, image, accept, hint }: AvatarFormProps) {
  const hydrated = useHydrated()
  const { file, preview, round, choose } = useChosenFile()
  const { pending, problem, run } = useSend(() => choose(undefined))
  const send = () => file && run(async () => api.me.setAvatar(await toSquare(file)), 'Picture saved')

  return (
    <AuthForm
      error={problem}
      onSubmit={(event) => {
        event.preventDefault()
        void send()
      }}
    >
      <div className="flex flex-wrap items-center gap-4">
        <Avatar name={name} image={preview ?? image} className="size-18 rounded-md text-lg" />
        <FileField
          key={round}
          hint={hint}
          accept={accept}
          disabled={!hydrated || pending}
          onChange={({ target }) => choose(target.files?.[0])}
        />
      </div>
      {file ? (
        <div className="flex flex-wrap gap-2">
          <SubmitButton pending={pending}>Save picture</SubmitButton>
          <Button variant="ghost" onClick={() => choose(undefined)} disabled={pending}>
            {image ? 'Keep the old one' : 'Rather not'}
          </Button>
        </div>
      ) : image ? (
        <RemoveButton pending={pending} onPress={() => void run(api.me.removeAvatar, 'Picture removed')} />
      ) : null}
    </AuthForm>
  )
}

function RemoveButton({ pending, onPress }: { pending: boolean; onPress: () => void }) {
  const hydrated = useHydrated()
  return (
    <Button
      variant="destructive"
      className="justify-self-start"
      disabled={!hydrated}
      pending={pending}
      onClick={onPress}
    >
      Remove picture
    </Button>
  )
}

const fileClasses = [
  'mt-1.5 block w-full max-w-96 text-sm font-normal text-muted-foreground',
  'file:mr-3 file:h-control file:rounded-md file:border file:border-solid file:border-border-strong file:bg-card file:px-3',
  'file:font-medium file:text-foreground enabled:file:cursor-pointer enabled:hover:file:bg-accent',
].join(' ')

function FileField({ hint, ...props }: ComponentProps<'input'> & { hint: string }) {
  const hintId = useId()
  return (
    <div className="min-w-0 flex-1 basis-56">
      <label className="block text-sm font-medium">
        Picture file
        <input type="file" name="picture" aria-describedby={hintId} className={fileClasses} {...props} />
      </label>
      <p id={hintId} className="mt-1.5 text-xs leading-[1.125rem] text-muted-foreground">
        {hint}
      </p>
    </div>
  )
}

/** The file that was chosen and an address to look at it; `round` renews the control when the choice is taken back. */
function useChosenFile() {
  const [chosen, setChosen] = useState<{ file: File; preview: string } | null>(null)
  const [round, setRound] = useState(0)
  useEffect(() => (chosen ? () => URL.revokeObjectURL(chosen.preview) : undefined), [chosen])
  const choose = (file: File | undefined) => {
    setChosen(file ? { file, preview: URL.createObjectURL(file) } : null)
    if (!file) setRound(round + 1)
  }
  return { file: chosen?.file, preview: chosen?.preview, round, choose }
}

const SIDE = 512

/** The middle of a picture, small enough to send: a phone's are far larger than the server takes. */
async function toSquare(file: File): Promise<Blob> {
  try {
    const bitmap = await createImageBitmap(file)
    const side = Math.min(bitmap.width, bitmap.height)
    const canvas = new OffscreenCanvas(SIDE, SIDE)
    const [left, top] = [(bitmap.width - side) / 2, (bitmap.height - side) / 2]
    canvas.getContext('2d')?.drawImage(bitmap, left, top, side, side, 0, 0, SIDE, SIDE)
    return await canvas.convertToBlob({ type: 'image/webp', quality: 0.9 })
  } catch {
    // What the browser cannot read, the server says in words.
    return file
  }
}

function useSend(onDone: () => void) {
  const router = useRouter()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<string>()
  const run = async (send: () => Promise<ApiResult<unknown>>, done: string) => {
    setPending(true)
    setProblem(undefined)
    const result = await send()
    setPending(false)
    if (!result.ok) return setProblem(result.problem.errors?.[0]?.message ?? result.problem.detail)
    toast.success(done)
    onDone()
    router.refresh()
  }
  return { pending, problem, run }
}

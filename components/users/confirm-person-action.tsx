import { useRouter } from 'next/navigation'
import { useState, type RefObject, type SyntheticEvent } from 'react'
import { toast } from 'sonner'
import { useRecentSession } from '@/components/auth/sign-in-again'
import type { PersonAction } from '@/components/users/person-actions'
import {
  AlertDialog,
  AlertDialogCancel,
  AlertDialogContent,
  AlertDialogDescription,
  AlertDialogFooter,
  AlertDialogTitle,
} from '@/components/ui/alert-dialog'
import { Button } from '@/components/ui/button'
import { Field, FormError } from '@/components/ui/field'
import { Textarea } from '@/components/ui/textarea'

type ConfirmPersonActionProps = {
  action: PersonAction
  /** Gets the focus back. */
  openerRef: RefObject<HTMLElement | null>
  onClose: () => void
}

function returnFocus(event: Event, { current: opener }: RefObject<HTMLElement | null>): void {
  event.preventDefault()
  opener?.focus()
}

/** What was typed stays until the action is done or given up. */
export function ConfirmPersonAction({ action, openerRef, onClose }: ConfirmPersonActionProps) {
  const router = useRouter()
  const recently = useRecentSession()
  const [pending, setPending] = useState(false)
  const [problem, setProblem] = useState<{ form?: string; reason?: string }>({})

  const act = async (event: SyntheticEvent<HTMLFormElement>) => {
    event.preventDefault()
    const reason = String(new FormData(event.currentTarget).get('reason') ?? '').trim()
    setPending(true)
    const result = await recently(() => action.send(reason))
    setPending(false)
    // Somebody else may have been faster: the list tells how things stand.
    router.refresh()
    if (result.ok) {
      toast.success(action.done)
      return onClose()
    }
    const said = result.problem.errors?.find(({ path }) => path === 'reason')?.message
    setProblem(said ? { reason: said } : { form: result.problem.detail })
  }
  return (
    <AlertDialog open onOpenChange={(open) => (open ? null : onClose())}>
      <AlertDialogContent onCloseAutoFocus={(event) => returnFocus(event, openerRef)}>
        <AlertDialogTitle>{action.question}</AlertDialogTitle>
        <AlertDialogDescription>{action.effect}</AlertDialogDescription>
        <form method="post" noValidate onSubmit={(event) => void act(event)}>
          <div className="grid gap-4 px-5 pb-[1.125rem] empty:hidden">
            {problem.form ? <FormError title={problem.form} /> : null}
            {action.asksReason ? (
              <Field label="Reason" hint="For other admins, in this list and in the audit log." error={problem.reason}>
                {(control) => <Textarea {...control} name="reason" rows={2} />}
              </Field>
            ) : null}
          </div>
          <AlertDialogFooter>
            <AlertDialogCancel asChild>
              <Button variant="outline">Cancel</Button>
            </AlertDialogCancel>
            <Button type="submit" variant={action.isLoss ? 'destructive-solid' : 'default'} pending={pending}>
              {action.verb}
            </Button>
          </AlertDialogFooter>
        </form>
      </AlertDialogContent>
    </AlertDialog>
  )
}

'use client'

import { MessageSquare } from 'lucide-react'
import { useState, type ComponentType } from 'react'
import type { FeedbackDialogProps } from '@/components/feedback/feedback-dialog'
import { Button } from '@/components/ui/button'
import { toastError } from '@/components/ui/toaster'
import { useHydrated } from '@/hooks/use-hydrated'
import { cn } from '@/lib/class-names'

type FeedbackButtonProps = { className?: string; popoverTarget?: string }

/** The form is fetched when somebody asks for it. A button in a popover closes that first, as it would lie on top. */
export function FeedbackButton({ className, popoverTarget }: FeedbackButtonProps) {
  const hydrated = useHydrated()
  const [open, setOpen] = useState(false)
  const [dialog, setDialog] = useState<{ Dialog: ComponentType<FeedbackDialogProps> } | null>(null)

  const ask = () =>
    import('@/components/feedback/feedback-dialog').then(
      ({ FeedbackDialog }) => {
        setDialog({ Dialog: FeedbackDialog })
        setOpen(true)
      },
      () => toastError('The form could not be loaded. Check your connection and try again.'),
    )

  return (
    <>
      <Button
        variant="ghost"
        className={cn('justify-start', className)}
        disabled={!hydrated}
        onClick={() => void ask()}
        {...(popoverTarget ? { popoverTarget, popoverTargetAction: 'hide' as const } : {})}
      >
        <MessageSquare aria-hidden="true" />
        Send feedback
      </Button>
      {dialog ? <dialog.Dialog open={open} onOpenChange={setOpen} /> : null}
    </>
  )
}

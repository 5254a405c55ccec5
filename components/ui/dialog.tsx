'use client'

import * as Primitive from 'radix-ui/dialog'
import { useState, type ComponentProps } from 'react'
import { Button } from '@/components/ui/button'
import { cn } from '@/lib/class-names'

export const dialogOverlayClasses = 'fixed inset-0 z-30 bg-overlay'
export const dialogPanelClasses =
  'fixed top-1/2 left-1/2 z-40 max-h-[calc(100dvh-2rem)] w-[calc(100%-2rem)] max-w-108 -translate-x-1/2 -translate-y-1/2 overflow-y-auto rounded-lg bg-popover text-popover-foreground shadow-float outline-none'
export const dialogFooterClasses = 'flex flex-wrap justify-end gap-2 border-t px-5 py-3'

/** For a dialog that is mounted open and so knows no trigger: closing it gives the focus back to what had it. */
export function useFocusReturn() {
  const [opener] = useState(() => document.activeElement)
  return (event: Event) => {
    event.preventDefault()
    if (opener instanceof HTMLElement) opener.focus()
  }
}

export const Dialog = Primitive.Root
export const DialogTrigger = Primitive.Trigger

export function DialogContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={dialogOverlayClasses} />
      <Primitive.Content className={cn(dialogPanelClasses, className)} {...props} />
    </Primitive.Portal>
  )
}

export function DialogTitle({ className, ...props }: ComponentProps<typeof Primitive.Title>) {
  return <Primitive.Title className={cn('px-5 pt-[1.125rem] text-md', className)} {...props} />
}

export function DialogDescription({ className, ...props }: ComponentProps<typeof Primitive.Description>) {
  return <Primitive.Description className={cn('px-5 pt-1.5 text-muted-foreground', className)} {...props} />
}

/** `cancel` is what the button says that closes the dialog and does nothing else. */
export function DialogFooter({ className, cancel, children, ...props }: ComponentProps<'div'> & { cancel?: string }) {
  return (
    <div className={cn(dialogFooterClasses, className)} {...props}>
      {cancel ? (
        <Primitive.Close asChild>
          <Button variant="outline">{cancel}</Button>
        </Primitive.Close>
      ) : null}
      {children}
    </div>
  )
}

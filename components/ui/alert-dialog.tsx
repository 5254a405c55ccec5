'use client'

import * as Primitive from 'radix-ui/alert-dialog'
import type { ComponentProps } from 'react'
import { dialogFooterClasses, dialogOverlayClasses, dialogPanelClasses } from '@/components/ui/dialog'
import { cn } from '@/lib/class-names'

export const AlertDialog = Primitive.Root
export const AlertDialogTrigger = Primitive.Trigger
export const AlertDialogCancel = Primitive.Cancel
export const AlertDialogAction = Primitive.Action

export function AlertDialogContent({ className, ...props }: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Portal>
      <Primitive.Overlay className={dialogOverlayClasses} />
      <Primitive.Content className={cn(dialogPanelClasses, className)} {...props} />
    </Primitive.Portal>
  )
}

export function AlertDialogTitle({ className, ...props }: ComponentProps<typeof Primitive.Title>) {
  return <Primitive.Title className={cn('px-5 pt-[1.125rem] text-md', className)} {...props} />
}

export function AlertDialogDescription({ className, ...props }: ComponentProps<typeof Primitive.Description>) {
  return (
    <Primitive.Description
      className={cn('px-5 pt-1.5 pb-[1.125rem] wrap-anywhere text-muted-foreground', className)}
      {...props}
    />
  )
}

export function AlertDialogFooter({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn(dialogFooterClasses, className)} {...props} />
}

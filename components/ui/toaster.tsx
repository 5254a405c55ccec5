'use client'

import { CircleAlert, X } from 'lucide-react'
import type { CSSProperties } from 'react'
import { Toaster as Sonner, toast } from 'sonner'
import { buttonVariants } from '@/components/ui/button'
import { cn } from '@/lib/class-names'
import './toaster.css'

const DURATION_MS = 5000

const classNames = {
  toast:
    'toast-clock flex w-(--width) items-center gap-3 overflow-hidden rounded-lg bg-popover py-2 pr-2 pl-3.5 text-sm text-popover-foreground shadow-float max-sm:w-full',
  content: 'min-w-0 flex-1 line-clamp-3',
  icon: 'flex flex-none items-center [&_.lucide]:size-[0.9375rem] [&_.lucide]:text-destructive',
  closeButton: cn(buttonVariants({ variant: 'ghost', size: 'icon-sm' }), 'order-last'),
  error: 'toast-waits',
}

export function Toaster() {
  return (
    <Sonner
      closeButton
      duration={DURATION_MS}
      position="bottom-right"
      offset={{ bottom: 46, right: 24 }}
      mobileOffset={{ bottom: 'calc(3.5rem + 0.75rem)', left: 12, right: 12 }}
      containerAriaLabel="Messages"
      icons={{
        success: <span className="hold" />,
        error: <CircleAlert aria-hidden="true" />,
        close: <X aria-hidden="true" />,
      }}
      toastOptions={{ unstyled: true, classNames, closeButtonAriaLabel: 'Dismiss' }}
      style={{ fontFamily: 'inherit', '--width': '24rem', '--toast-duration': `${DURATION_MS}ms` } as CSSProperties}
    />
  )
}

/** An error has no clock: it waits until it is dismissed. */
export function toastError(message: string) {
  toast.error(message, { duration: Infinity })
}

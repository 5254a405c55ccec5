import type { ComponentProps } from 'react'
import { Spinner } from '@/components/ui/spinner'

type PlainButtonProps = ComponentProps<'button'> & { className: string; pending?: boolean | undefined }

/**
 * The behaviour of a button; what it looks like is handed in, mostly by `buttonVariants`. It merges no classes: for pages
 * whose weight is counted. `pending` shows a spinner and takes no second press.
 */
export function PlainButton({ pending, disabled, children, ...props }: PlainButtonProps) {
  return (
    <button type="button" disabled={disabled || pending} aria-busy={pending || undefined} {...props}>
      {pending ? <Spinner /> : null}
      {children}
    </button>
  )
}

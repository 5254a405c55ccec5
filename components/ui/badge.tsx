import type { ComponentProps } from 'react'
import { cn } from '@/lib/class-names'

// Each status has a shape as well as a colour.
const shapes = {
  published: 'border-hold-ink bg-hold-mark',
  scheduled: 'border-hold-ink bg-[linear-gradient(to_top,var(--hold-mark)_50%,transparent_50%)]',
  draft: 'border-muted-foreground',
  failed: 'scale-90 rotate-45 border-destructive bg-destructive',
  warn: 'rounded-full border-warning bg-warning',
  ok: 'border-success bg-success',
}

export type BadgeStatus = keyof typeof shapes

type BadgeProps = ComponentProps<'span'> & { status: BadgeStatus }

export function Badge({ status, className, children, ...props }: BadgeProps) {
  return (
    <span
      className={cn(
        'inline-flex items-center gap-1.5 text-xs leading-4 whitespace-nowrap',
        status === 'draft' && 'text-muted-foreground',
        className,
      )}
      {...props}
    >
      <span aria-hidden="true" className={cn('size-[7px] flex-none border-[1.5px]', shapes[status])} />
      {children}
    </span>
  )
}

/** An outlined word in mono: a scope, a version. `marked` fills it with lichen. */
export function Tag({ marked, className, ...props }: ComponentProps<'span'> & { marked?: boolean }) {
  return (
    <span
      className={cn(
        'inline-flex h-5 items-center rounded-sm border px-1.5 font-mono text-[0.6875rem] leading-none whitespace-nowrap',
        marked ? 'border-transparent bg-hold text-hold-foreground' : 'border-border-strong text-muted-foreground',
        className,
      )}
      {...props}
    />
  )
}

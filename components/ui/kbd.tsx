import type { ComponentProps } from 'react'
import { cn } from '@/lib/class-names'

export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      className={cn(
        'inline-flex h-5 min-w-5 items-center justify-center rounded-sm border border-border-strong bg-card px-1 font-mono text-[0.6875rem] leading-none text-muted-foreground',
        className,
      )}
      {...props}
    />
  )
}

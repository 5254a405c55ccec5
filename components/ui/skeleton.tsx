import type { ComponentProps } from 'react'
import { cn } from '@/lib/class-names'

/** The shape of what comes. Only its opacity moves, and not at all with reduced motion. */
export function Skeleton({ className, ...props }: ComponentProps<'span'>) {
  return (
    <span
      aria-hidden="true"
      className={cn(
        'block h-3 rounded-sm bg-muted motion-safe:animate-pulse motion-safe:[animation-duration:2.4s]',
        className,
      )}
      {...props}
    />
  )
}

/** Says to a screen reader what the shapes stand for. */
export function SkeletonStatus({ children }: { children: string }) {
  return (
    <span role="status" className="sr-only">
      {children}
    </span>
  )
}

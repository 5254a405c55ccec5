import type { ComponentProps, ReactNode } from 'react'
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

const TITLE_WIDTHS = ['w-48', 'w-36', 'w-44', 'w-40', 'w-52', 'w-36', 'w-48', 'w-40', 'w-44', 'w-36']

type SkeletonTableProps = { label: string; rowClassName: string; before?: ReactNode; after?: ReactNode }

/** A list's head and first ten rows: a title each, and what stands `before` or `after` it. */
export function SkeletonTable({ label, rowClassName, before, after }: SkeletonTableProps) {
  return (
    <div>
      <div className="h-9 border-b max-md:hidden" />
      <div className="divide-y">
        {TITLE_WIDTHS.map((width, index) => (
          <div key={index} className={cn('items-center px-5 max-md:px-4', rowClassName)}>
            {before}
            <Skeleton className={cn('max-w-full', width)} />
            {after}
          </div>
        ))}
      </div>
      <SkeletonStatus>{label}</SkeletonStatus>
    </div>
  )
}

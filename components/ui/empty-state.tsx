import type { ReactNode } from 'react'
import { cn } from '@/lib/class-names'

type EmptyStateProps = {
  title: string
  level?: 'h1' | 'h2' | 'h3'
  children?: ReactNode
  action?: ReactNode
  className?: string
}

/** What belongs here, and the way to the first one. */
export function EmptyState({ title, level: Heading = 'h3', children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('grid content-start justify-items-start gap-1', className)}>
      <svg className="mb-4 h-14 w-28" viewBox="0 0 112 56" fill="none" aria-hidden="true">
        <path d="M0 55.5H28V41.5H56V27.5H84V13.5H112" stroke="var(--border-strong)" />
        <path d="M0 55.5H28" stroke="var(--foreground)" strokeWidth="1.5" />
        <path d="M9 46h9v9H9z" fill="var(--hold-mark)" stroke="var(--hold-ink)" />
      </svg>
      <Heading className="text-md">{title}</Heading>
      {children ? <p className="max-w-96 text-muted-foreground">{children}</p> : null}
      {action ? <div className="mt-4">{action}</div> : null}
    </div>
  )
}

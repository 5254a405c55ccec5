import type { ReactNode } from 'react'
import { cn } from '@/lib/class-names'

type SectionProps = { id: string; className?: string; children: ReactNode }

export function Section({ id, className, children }: SectionProps) {
  return (
    <section
      id={id}
      aria-labelledby={`${id}-title`}
      className={cn('mx-auto max-w-page px-gutter pt-section', className)}
    >
      {children}
    </section>
  )
}

export function SectionTitle({ id, className, children }: SectionProps) {
  return (
    <h2 id={`${id}-title`} className={cn('text-3xl leading-[1.1] tracking-[-0.03em]', className)}>
      {children}
    </h2>
  )
}

/** The heading at the left, one plain sentence at the right, both on the same ground line. */
export function SectionHead({ id, title, children }: { id: string; title: string; children: ReactNode }) {
  return (
    <div className="mb-8 grid items-end gap-x-16 gap-y-4 lg:grid-cols-[minmax(0,1fr)_minmax(0,26rem)]">
      <SectionTitle id={id}>{title}</SectionTitle>
      <p className="text-md leading-[1.55] text-muted-foreground">{children}</p>
    </div>
  )
}

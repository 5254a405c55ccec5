import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/lib/class-names'

/** The head of a table whose rows are cards on the phone, where it is left out. */
export function TableHeader({ children }: { children: ReactNode }) {
  return (
    <thead className="max-md:hidden">
      <tr>{children}</tr>
    </thead>
  )
}

export function TableHead({ className, ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope="col"
      className={cn(
        'h-9 border-b px-3 text-left font-mono text-label font-normal whitespace-nowrap text-muted-foreground',
        className,
      )}
      {...props}
    />
  )
}

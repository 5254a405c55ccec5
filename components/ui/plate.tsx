import type { ComponentProps, ReactNode } from 'react'
import { cn } from '@/lib/class-names'

/** One bordered sheet, cut into cells by hairlines. The unit of every page. */
export function Plate({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('rounded-lg border bg-card', className)} {...props} />
}

export function Cell({ className, ...props }: ComponentProps<'div'>) {
  return <div className={cn('min-w-0 px-4 py-4 sm:px-5 sm:py-[1.125rem]', className)} {...props} />
}

type CellHeadProps = { title: ReactNode; aside?: ReactNode; id?: string; level?: 'h2' | 'h3'; className?: string }

export function CellHead({ title, aside, id, level: Heading = 'h2', className }: CellHeadProps) {
  return (
    <div className={cn('mb-3.5 flex min-h-6 items-center justify-between gap-4', className)}>
      <Heading id={id} className="text-sm font-medium tracking-ui">
        {title}
      </Heading>
      {aside}
    </div>
  )
}

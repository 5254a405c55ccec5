import { ChevronDown } from 'lucide-react'
import type { ComponentProps } from 'react'
import { inputClasses } from '@/components/ui/input-variants'
import { cn } from '@/lib/class-names'

/** The browser's own list: the one that every phone, keyboard and screen reader knows. */
export function NativeSelect({ className, ...props }: ComponentProps<'select'>) {
  return (
    <div className="relative">
      <select
        className={cn(inputClasses, 'h-control appearance-none truncate pr-8 pl-2.5 enabled:cursor-pointer', className)}
        {...props}
      />
      <ChevronDown
        aria-hidden="true"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-muted-foreground"
      />
    </div>
  )
}

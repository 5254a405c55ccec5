import type { ComponentProps } from 'react'
import { cn } from '@/lib/class-names'

export function Label({ className, ...props }: ComponentProps<'label'>) {
  return <label className={cn('text-sm font-medium', className)} {...props} />
}

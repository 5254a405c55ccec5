import type { ComponentProps } from 'react'
import { inputClasses } from '@/components/ui/input-variants'
import { cn } from '@/lib/class-names'

export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(inputClasses, 'resize-y px-2.5 py-2 leading-[1.5]', className)} {...props} />
}

import type { VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { inputVariants } from '@/components/ui/input-variants'
import { cn } from '@/lib/class-names'

type InputProps = Omit<ComponentProps<'input'>, 'size'> & VariantProps<typeof inputVariants>

export function Input({ className, size, ...props }: InputProps) {
  return <input className={cn(inputVariants({ size }), className)} {...props} />
}

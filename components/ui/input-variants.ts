import { cva } from 'class-variance-authority'

/** What everything that can be typed into has in common; the ring takes the border's place on focus. */
export const inputClasses = [
  'w-full min-w-0 rounded-md border border-input bg-card text-[1rem] transition-colors sm:text-sm',
  'placeholder:text-muted-foreground placeholder:opacity-100 hover:border-muted-foreground',
  'focus:rounded-md focus:border-transparent focus:outline-2 focus:-outline-offset-1 focus:outline-ring',
  'aria-invalid:border-destructive aria-invalid:focus:outline-destructive',
  'disabled:border-border disabled:bg-muted disabled:text-muted-foreground',
]

/** The look of a field alone, for a native input on pages that shall not load what merges classes. */
export const inputVariants = cva([...inputClasses, 'flex items-center px-2.5'], {
  variants: { size: { default: 'h-control', lg: 'h-control-lg sm:text-base' } },
  defaultVariants: { size: 'default' },
})

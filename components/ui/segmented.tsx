import type { ComponentProps } from 'react'
import { cn } from '@/lib/class-names'

type SegmentedProps = Omit<ComponentProps<'fieldset'>, 'onChange' | 'defaultValue'> & {
  name: string
  legend: string
  options: readonly { value: string; label: string }[]
  value?: string
  defaultValue?: string
  onValueChange?: (value: string) => void
}

/** One of a few: radios underneath, so the arrow keys and a page without script work. */
export function Segmented({
  name,
  legend,
  options,
  value,
  defaultValue,
  onValueChange,
  className,
  ...props
}: SegmentedProps) {
  return (
    <fieldset
      className={cn('inline-flex min-w-0 gap-0.5 rounded-md border border-border-strong bg-card p-0.5', className)}
      {...props}
    >
      <legend className="sr-only">{legend}</legend>
      {options.map((option) => (
        <label
          key={option.value}
          className="relative flex h-[calc(var(--control)-6px)] items-center rounded-[4px] px-2.5 text-xs text-muted-foreground tabular-nums transition-colors hover:text-foreground has-checked:bg-accent has-checked:font-medium has-checked:text-foreground has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-ring"
        >
          <input
            type="radio"
            name={name}
            value={option.value}
            className="absolute inset-0 m-0 size-full cursor-pointer opacity-0"
            {...(value === undefined
              ? { defaultChecked: option.value === defaultValue }
              : { checked: option.value === value })}
            {...(onValueChange ? { onChange: () => onValueChange(option.value) } : {})}
          />
          {option.label}
        </label>
      ))}
    </fieldset>
  )
}

import Link from 'next/link'
import type { ComponentProps } from 'react'

/** A filter is an address that can be kept and shared. */
export function FilterLink({ current, ...props }: ComponentProps<typeof Link> & { current: boolean }) {
  return (
    <Link
      prefetch={false}
      aria-current={current ? 'page' : undefined}
      className="flex h-control items-center gap-[0.4375rem] rounded-md px-2.5 text-sm whitespace-nowrap text-muted-foreground transition-colors hover:bg-accent aria-[current]:bg-accent aria-[current]:font-medium aria-[current]:text-foreground"
      {...props}
    />
  )
}

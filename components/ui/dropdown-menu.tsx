'use client'

import * as Primitive from 'radix-ui/dropdown-menu'
import type { ComponentProps } from 'react'
import { cn } from '@/lib/class-names'

/** Takes nothing away from the page behind it, and stands in the page: who listens finds both. */
export function DropdownMenu(props: ComponentProps<typeof Primitive.Root>) {
  return <Primitive.Root modal={false} {...props} />
}

export const DropdownMenuTrigger = Primitive.Trigger

export function DropdownMenuContent({
  className,
  sideOffset = 4,
  align = 'end',
  ...props
}: ComponentProps<typeof Primitive.Content>) {
  return (
    <Primitive.Content
      sideOffset={sideOffset}
      align={align}
      collisionPadding={8}
      className={cn(
        'z-20 min-w-50 rounded-lg bg-popover p-1 text-left text-popover-foreground shadow-float outline-none',
        'max-h-(--radix-dropdown-menu-content-available-height) overflow-y-auto',
        className,
      )}
      {...props}
    />
  )
}

type ItemProps = ComponentProps<typeof Primitive.Item> & { variant?: 'default' | 'destructive' }

export function DropdownMenuItem({ className, variant = 'default', ...props }: ItemProps) {
  return (
    <Primitive.Item
      className={cn(
        'flex h-8 w-full cursor-pointer items-center gap-2 rounded-[4px] px-2 text-sm outline-none select-none max-sm:h-10.5 pointer-coarse:h-10.5',
        'data-disabled:cursor-not-allowed data-disabled:text-muted-foreground data-highlighted:bg-accent',
        '[&_.lucide]:size-[0.9375rem] [&_kbd]:ml-auto [&_kbd]:pointer-coarse:hidden',
        variant === 'destructive' ? 'text-destructive' : '[&_.lucide]:text-muted-foreground',
        className,
      )}
      {...props}
    />
  )
}

export function DropdownMenuLabel({ className, ...props }: ComponentProps<typeof Primitive.Label>) {
  return <Primitive.Label className={cn('px-2 py-1.5 text-sm', className)} {...props} />
}

export function DropdownMenuSeparator({ className, ...props }: ComponentProps<typeof Primitive.Separator>) {
  return <Primitive.Separator className={cn('-mx-1 my-1 h-px bg-border', className)} {...props} />
}

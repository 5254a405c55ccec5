'use client'

import { Search } from 'lucide-react'
import * as Primitive from 'radix-ui/dialog'
import type { ComponentProps, ReactNode } from 'react'
import { dialogOverlayClasses, useFocusReturn } from '@/components/ui/dialog'
import { Kbd } from '@/components/ui/kbd'
import { Spinner } from '@/components/ui/spinner'
import { cn } from '@/lib/class-names'

/** A field above a list of what it finds: the focus stays in the field, the arrow keys move through the list. */
export function CommandDialog({
  label,
  children,
  onClose,
}: {
  label: string
  children: ReactNode
  onClose: () => void
}) {
  const returnFocus = useFocusReturn()
  return (
    <Primitive.Root open onOpenChange={(open) => !open && onClose()}>
      <Primitive.Portal>
        <Primitive.Overlay className={dialogOverlayClasses} />
        <Primitive.Content
          aria-describedby={undefined}
          onCloseAutoFocus={returnFocus}
          className="fixed top-[12dvh] left-1/2 z-40 flex max-h-[min(30rem,76dvh)] w-[calc(100%-1.5rem)] max-w-136 -translate-x-1/2 flex-col overflow-hidden rounded-lg bg-popover text-popover-foreground shadow-float outline-none max-sm:top-3"
        >
          <Primitive.Title className="sr-only">{label}</Primitive.Title>
          {children}
        </Primitive.Content>
      </Primitive.Portal>
    </Primitive.Root>
  )
}

type CommandInputProps = ComponentProps<'input'> & { isBusy?: boolean; 'aria-controls': string }

export function CommandInput({ isBusy, className, 'aria-controls': listId, ...props }: CommandInputProps) {
  return (
    <div className="flex h-12 flex-none items-center gap-2.5 border-b px-3.5">
      <span className="grid size-4 place-items-center text-muted-foreground">
        {isBusy ? <Spinner /> : <Search aria-hidden="true" className="size-4" />}
      </span>
      <input
        type="text"
        role="combobox"
        aria-expanded="true"
        aria-controls={listId}
        aria-autocomplete="list"
        autoComplete="off"
        autoCapitalize="none"
        spellCheck={false}
        enterKeyHint="go"
        className={cn(
          'min-w-0 flex-1 bg-transparent text-[1rem] outline-none placeholder:text-muted-foreground sm:text-[0.9375rem]',
          className,
        )}
        {...props}
      />
      <Primitive.Close aria-label="Close" className="rounded-sm">
        <Kbd aria-hidden="true">esc</Kbd>
      </Primitive.Close>
    </div>
  )
}

export function CommandList(props: ComponentProps<'div'>) {
  return <div role="listbox" className="min-h-0 flex-1 overflow-y-auto p-1" {...props} />
}

export function CommandGroup({ label, id, children }: { label: string; id: string; children: ReactNode }) {
  return (
    <div role="group" aria-labelledby={id}>
      <p id={id} role="presentation" className="px-2.5 pt-2.5 pb-1 font-mono text-label text-muted-foreground">
        {label}
      </p>
      {children}
    </div>
  )
}

export function CommandItem({ isActive, className, ...props }: ComponentProps<'div'> & { isActive: boolean }) {
  return (
    <div
      role="option"
      aria-selected={isActive}
      className={cn(
        'relative flex h-9 cursor-pointer items-center gap-2.5 rounded-[4px] px-2.5 text-sm max-sm:h-10.5 pointer-coarse:h-10.5',
        'aria-selected:bg-accent aria-selected:before:absolute aria-selected:before:inset-y-0 aria-selected:before:-left-1 aria-selected:before:w-[3px] aria-selected:before:bg-hold-mark',
        '[&_.lucide]:size-[0.9375rem] [&_.lucide]:flex-none [&_.lucide]:text-muted-foreground',
        className,
      )}
      {...props}
    />
  )
}

export function CommandFooter(props: ComponentProps<'p'>) {
  return (
    <p
      aria-hidden="true"
      className="flex flex-none items-center gap-4 border-t px-3.5 py-2 font-mono text-label text-muted-foreground pointer-coarse:hidden [&_kbd]:mr-1"
      {...props}
    />
  )
}

'use client'

import { productLinks, publicLinks } from '@/components/layout/app-nav'
import { NavLink } from '@/components/layout/nav-link'
import { cn } from '@/lib/class-names'

const links = [
  ...productLinks,
  ...publicLinks.map(({ shortLabel, ...link }) => ({ ...link, root: link.href, label: shortLabel })),
]

/** The phone's way around: a bar under the thumb. */
export function AppTabbar({ className }: { className?: string }) {
  return (
    <nav
      aria-label="Main"
      className={cn(
        'fixed inset-x-0 bottom-0 z-15 grid auto-cols-fr grid-flow-col border-t bg-background pb-[env(safe-area-inset-bottom)]',
        className,
      )}
    >
      {links.map(({ href, root, label, icon: Icon }) => (
        <NavLink
          key={href}
          href={href}
          root={root}
          className="relative grid h-14 place-content-center justify-items-center gap-[0.1875rem] text-[0.6875rem] leading-none text-muted-foreground before:absolute before:-top-px before:left-1/2 before:h-0.5 before:w-6 before:-translate-x-1/2 aria-[current]:font-medium aria-[current]:text-foreground aria-[current]:before:bg-hold-mark"
        >
          <Icon aria-hidden="true" />
          {label}
        </NavLink>
      ))}
    </nav>
  )
}

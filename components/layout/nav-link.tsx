'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import type { ComponentProps, MouseEvent } from 'react'

type NavLinkProps = Omit<ComponentProps<typeof Link>, 'href'> & { href: string; root?: string | undefined }

/** A link that says when it is the current place, or holds it; `root` is what it holds when it leads to a page below. */
export function NavLink({ href, root = href, ...props }: NavLinkProps) {
  const pathname = usePathname()
  const isCurrent = pathname === root || pathname.startsWith(`${root}/`)
  return (
    <Link
      href={href}
      prefetch={false}
      aria-current={isCurrent ? 'page' : undefined}
      onClick={closeItsMenu}
      {...props}
    />
  )
}

/** The page changes without a load, so the browser would leave the menu open that the link stands in. */
function closeItsMenu(event: MouseEvent<HTMLElement>) {
  event.currentTarget.closest<HTMLElement>('[popover]')?.hidePopover()
}

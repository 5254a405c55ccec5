'use client'

import type { ReactNode } from 'react'
import { productLinks, publicLinks } from '@/components/layout/app-nav'
import { Brand } from '@/components/layout/brand'
import { FindButton } from '@/components/layout/command-palette'
import { NavLink } from '@/components/layout/nav-link'
import { ThemeToggle } from '@/components/layout/theme-toggle'

const linkClasses = [
  'group/link relative flex h-8 items-center gap-[0.5625rem] rounded-md px-2 text-sm transition-colors hover:bg-sidebar-accent',
  'aria-[current]:bg-sidebar-accent aria-[current]:font-medium aria-[current]:text-foreground',
].join(' ')

type AppSidebarProps = { user: ReactNode; className?: string }

export function AppSidebar({ user, className }: AppSidebarProps) {
  return (
    <aside aria-label="Product" className={className}>
      <div className="sticky top-0 flex h-dvh flex-col overflow-y-auto p-3 text-sidebar-foreground">
        <Brand href="/dashboard" className="mb-3 h-8 px-2 text-foreground" />
        <FindButton />
        <nav aria-label="Main">
          <ul>
            {productLinks.map(({ href, root, label, icon: Icon }) => (
              <li key={href}>
                <NavLink href={href} root={root} className={linkClasses}>
                  <Icon aria-hidden="true" />
                  {label}
                  <span
                    aria-hidden="true"
                    className="mr-0.5 ml-auto size-1.5 bg-hold-mark not-group-aria-[current]/link:hidden"
                  />
                </NavLink>
              </li>
            ))}
          </ul>
          <p className="px-2 pt-[1.125rem] pb-1.5 font-mono text-label text-muted-foreground">Public</p>
          <ul>
            {publicLinks.map(({ href, label, icon: Icon }) => (
              <li key={href}>
                <NavLink href={href} className={linkClasses}>
                  <Icon aria-hidden="true" />
                  {label}
                </NavLink>
              </li>
            ))}
          </ul>
        </nav>
        <div className="mt-auto flex min-h-9.5 items-center justify-between gap-1">
          {user}
          <ThemeToggle />
        </div>
      </div>
    </aside>
  )
}
